using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace StrategyHost.Scripting.Packages;

/// <summary>
/// Fetches the packages that the scripts of a folder name, with the ordinary NuGet client. What it chose is written to a lock file;
/// where that is there already, exactly the same is fetched, byte for byte. Nothing else in the host uses the network for packages.
/// </summary>
public static partial class PackageRestore
{
    private const string ProjectName = "packages.csproj";

    /// <summary>The lock file of a folder.</summary>
    public static string LockFileOf(string folder) => Path.Combine(folder, RestoredPackages.FolderName, "packages.lock.json");

    /// <summary>The packages that scripts of a folder name, and those that they load.</summary>
    /// <exception cref="ScriptException">A reference is not of the form <c>nuget: Name, Version</c>, or two scripts want different
    /// versions.</exception>
    public static IReadOnlyList<PackageId> Named(string folder)
    {
        var packages = new SortedDictionary<string, PackageId>(StringComparer.OrdinalIgnoreCase);
        foreach (var script in Directory.EnumerateFiles(folder, "*.csx", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            foreach (var package in NamedBy(script))
            {
                if (packages.TryGetValue(package.Name, out var other) && other.Version != package.Version)
                    throw new ScriptException(
                        $"{script} wants {package}, and another script of the folder wants {other}: agree on one version.");
                packages[package.Name] = package;
            }
        }

        return [.. packages.Values];
    }

    /// <summary>The packages that one script names.</summary>
    /// <exception cref="ScriptException">A reference is not of the form <c>nuget: Name, Version</c>.</exception>
    public static IEnumerable<PackageId> NamedBy(string script)
    {
        foreach (Match match in Directive().Matches(File.ReadAllText(script)))
        {
            string reference = match.Groups[1].Value;
            yield return PackageId.TryParse(reference, out var package)
                ? package : throw new ScriptException($"{script}: '#r \"{reference}\"' names no package: write #r \"nuget: Name, 1.2.3\".");
        }
    }

    /// <summary>Fetches packages.</summary>
    /// <exception cref="ScriptException">It did not work; the client's own words are in the message.</exception>
    public static async Task RunAsync(string folder, IReadOnlyList<PackageId> packages, CancellationToken cancellation)
    {
        string place = Path.Combine(folder, RestoredPackages.FolderName);
        Directory.CreateDirectory(place);
        await File.WriteAllTextAsync(Path.Combine(place, ProjectName), Project(packages).ToString() + "\n", cancellation)
            .ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(place, ".gitignore"), "obj/\n", cancellation).ConfigureAwait(false);
        using var client = Start(place);
        var output = client.StandardOutput.ReadToEndAsync(cancellation);
        var error = client.StandardError.ReadToEndAsync(cancellation);
        await client.WaitForExitAsync(cancellation).ConfigureAwait(false);
        string said = await output.ConfigureAwait(false) + await error.ConfigureAwait(false);
        if (client.ExitCode != 0) throw new ScriptException($"The packages of {folder} cannot be restored:\n{Errors(said)}");
    }

    /// <summary>A project of its own: nothing of a repository around it is meant for it.</summary>
    private static XElement Project(IReadOnlyList<PackageId> packages) => new(
        "Project",
        new XAttribute("Sdk", "Microsoft.NET.Sdk"),
        new XElement(
            "PropertyGroup",
            new XElement("TargetFramework", $"net{Environment.Version.Major}.0"),
            new XElement("ImportDirectoryBuildProps", "false"),
            new XElement("ImportDirectoryPackagesProps", "false"),
            new XElement("ManagePackageVersionsCentrally", "false"),
            new XElement("RestorePackagesWithLockFile", "true"),
            new XElement("EnableDefaultItems", "false")),
        new XElement(
            "ItemGroup",
            packages.Select(p =>
                new XElement("PackageReference", new XAttribute("Include", p.Name), new XAttribute("Version", $"[{p.Version}]")))));

    private static Process Start(string place)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = place,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        foreach (var argument in new[] { "restore", ProjectName, "--nologo", "-p:ImportDirectoryBuildProps=false",
            "-p:ImportDirectoryPackagesProps=false" }) start.ArgumentList.Add(argument);
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            throw new ScriptException("Restoring packages needs the .NET SDK: install it, so that 'dotnet restore' works.", failure);
        }
    }

    private static string Errors(string said)
    {
        var errors =
            said.Split('\n').Where(l => l.Contains("error", StringComparison.OrdinalIgnoreCase)).Select(l => l.Trim()).Distinct().ToList();
        return errors.Count > 0 ? string.Join('\n', errors) : said.Trim();
    }

    [GeneratedRegex("""^[ \t]*#r[ \t]+"(nuget:[^"]*)""", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Directive();
}
