using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace StrategyHost.Plugins.Tests;

/// <summary>A folder of plugins that are compiled in the test.</summary>
internal sealed class PluginYard : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public string Path => folder.FullName;

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>Adds a plugin.</summary>
    /// <param name="id">Its id, and its folder's name.</param>
    /// <param name="source">Its source; null to leave the assembly out.</param>
    /// <param name="sdk">The sdk that it says it was built for.</param>
    /// <param name="library">The source of a library of its own, which is called Library; null for none.</param>
    public void Add(string id, string? source, string sdk = "0.1", string? library = null)
    {
        string own = System.IO.Path.Combine(Path, id);
        Directory.CreateDirectory(own);
        Manifest(id,
            $$"""{ "id": "{{id}}", "version": "1.0", "sdk": "{{sdk}}", "assembly": "Plugin.dll", "settings": [{ "name": "key", "required": true, "secret": true, "about": "ask the broker" }, { "name": "host" }] }""");
        var references = new List<MetadataReference>();
        if (library is not null) references.Add(Compile(own, "Library", library, references));
        if (source is not null)
            Compile(own, "Plugin", "using System.Threading; using System.Threading.Tasks; using StrategyHost; using StrategyHost.Plugins;\n"
                + source, references);
    }

    public void Manifest(string id, string text)
    {
        string own = System.IO.Path.Combine(Path, id);
        Directory.CreateDirectory(own);
        File.WriteAllText(System.IO.Path.Combine(own, "plugin.json"), text);
    }

    public void Write(string id, string file, byte[] content) => File.WriteAllBytes(System.IO.Path.Combine(Path, id, file), content);

    private static PortableExecutableReference Compile(string folder, string name, string source, List<MetadataReference> references)
    {
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(System.IO.Path.PathSeparator)
            .Select(p => MetadataReference.CreateFromFile(p));
        var compilation = CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(source)], [.. platform, .. references],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        string path = System.IO.Path.Combine(folder, name + ".dll");
        var result = compilation.Emit(path);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromFile(path);
    }
}
