using System.Text.Json;
using System.Xml.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StrategyHost.Scripting.Compilation;
using StrategyHost.Scripting.Packages;

namespace StrategyHost.Scripting.Editing;

/// <summary>
/// What editors need to understand a folder of strategies: a small project for each script, in which its top-level code
/// is a program that sees the verbs of a script. The projects are for reading, not for running.
/// </summary>
public static class EditorFiles
{
    /// <summary>The folder inside a folder of strategies that holds the projects.</summary>
    public const string FolderName = ".ide";

    private const string GlobalsName = "ScriptGlobals.cs";
    private const string Empty = "<Project />\n";
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    /// <summary>Writes the projects, the solution, and settings for VS Code where there are none yet.</summary>
    /// <param name="folder">The folder of strategies.</param>
    /// <param name="hostFolder">Where the host's assemblies are.</param>
    /// <returns>The solution's path.</returns>
    public static string Write(string folder, string hostFolder)
    {
        string place = Path.Combine(folder, FolderName);
        var scripts = ScriptFolder.Scripts(folder);
        Directory.CreateDirectory(place);

        // So that nothing of a repository around the folder is meant for these projects, and nothing of them for it.
        foreach (var name in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            File.WriteAllText(Path.Combine(place, name), Empty);
        File.WriteAllText(Path.Combine(place, ".gitignore"), "*\n");
        File.WriteAllText(Path.Combine(place, GlobalsName), ScriptGlobals.Source());
        foreach (var script in scripts)
        {
            string project = Path.Combine(place, NameOf(script), NameOf(script) + ".csproj");
            Directory.CreateDirectory(Path.GetDirectoryName(project)!);
            File.WriteAllText(project, Project(script, hostFolder) + "\n");
        }

        string solution = Path.Combine(place, "strategies.slnx");
        File.WriteAllText(solution, new XElement("Solution",
            scripts.Select(s => new XElement("Project", new XAttribute("Path", $"{NameOf(s)}/{NameOf(s)}.csproj")))) + "\n");
        WriteCode(folder, hostFolder);
        return solution;
    }

    private static string NameOf(string script) => Path.GetFileNameWithoutExtension(script);

    private static XElement Project(string script, string hostFolder)
    {
        bool isProgram =
            CSharpSyntaxTree.ParseText(File.ReadAllText(script)).GetCompilationUnitRoot().Members.Any(m => m is GlobalStatementSyntax);
        return new XElement(
            "Project",
            new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement(
                "PropertyGroup",
                new XElement("TargetFramework", $"net{Environment.Version.Major}.0"),
                new XElement("OutputType", isProgram ? "Exe" : "Library"),
                new XElement("Nullable", "enable"),
                new XElement("LangVersion", "latest"),
                new XElement("EnableDefaultItems", "false"),
                new XElement("NoWarn", "$(NoWarn);CS8321;CS8632")),
            new XElement(
                "ItemGroup",
                new XElement("Compile", new XAttribute("Include", Path.Combine("..", "..", Path.GetFileName(script)))),
                isProgram ? new XElement("Compile", new XAttribute("Include", Path.Combine("..", GlobalsName))) : null,
                ScriptReferences.Usings.Select(u => new XElement("Using", new XAttribute("Include", u))),
                new XElement("Reference",
                    new XAttribute("Include", Path.Combine(hostFolder, typeof(Strategy).Assembly.GetName().Name + ".dll"))),
                PackageRestore.NamedBy(script).Select(p =>
                    new XElement("PackageReference", new XAttribute("Include", p.Name), new XAttribute("Version", $"[{p.Version}]")))));
    }

    /// <summary>Settings and a way to debug, for VS Code; what the user has already is left alone.</summary>
    private static void WriteCode(string folder, string hostFolder)
    {
        string code = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(Path.TrimEndingDirectorySeparator(folder)))!, ".vscode");
        string relative = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        Directory.CreateDirectory(code);
        WriteNew(Path.Combine(code, "settings.json"), new Dictionary<string, object>
        {
            ["files.associations"] = new Dictionary<string, string> { ["*.csx"] = "csharp" },
            ["dotnet.defaultSolution"] = $"{relative}/{FolderName}/strategies.slnx",
        });
        WriteNew(Path.Combine(code, "launch.json"), new Dictionary<string, object>
        {
            ["version"] = "0.2.0",
            ["configurations"] = new[]
            {
                new Dictionary<string, object>
                {
                    ["name"] = "Debug the strategy in the editor",
                    ["type"] = "coreclr",
                    ["request"] = "launch",
                    ["program"] = Path.Combine(hostFolder, "strategyhost.dll"),
                    ["args"] = "backtest ${file} --debug".Split(' '),
                    ["cwd"] = "${workspaceFolder}",
                    ["justMyCode"] = false,
                },
                new Dictionary<string, object>
                {
                    ["name"] = "Attach to a host that waits (--debug)",
                    ["type"] = "coreclr",
                    ["request"] = "attach",
                    ["processId"] = "${command:pickProcess}",
                    ["justMyCode"] = false,
                },
            },
        });
    }

    private static void WriteNew(string path, object content)
    {
        if (!File.Exists(path)) File.WriteAllText(path, JsonSerializer.Serialize(content, Indented) + "\n");
    }
}
