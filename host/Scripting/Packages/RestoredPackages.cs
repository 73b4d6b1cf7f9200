using System.Text.Json;

namespace StrategyHost.Scripting.Packages;

/// <summary>The packages that have been restored for a folder of strategies, as NuGet wrote them down.</summary>
internal sealed class RestoredPackages
{
    /// <summary>Where a folder keeps what is needed to restore its packages.</summary>
    public const string FolderName = ".packages";

    private readonly Dictionary<string, Library> libraries = new(StringComparer.OrdinalIgnoreCase);

    private RestoredPackages()
    {
    }

    /// <summary>Reads what has been restored for a folder; nothing where that was never done.</summary>
    public static RestoredPackages Of(string folder)
    {
        var restored = new RestoredPackages();
        string path = Path.Combine(folder, FolderName, "obj", "project.assets.json");
        if (File.Exists(path)) restored.Read(path);
        return restored;
    }

    /// <summary>The assemblies of a package to compile against; null when that version is not restored.</summary>
    public IReadOnlyList<string>? Assemblies(PackageId package) =>
        libraries.TryGetValue(package.Name, out var library) && library.Version == package.Version ? library.Compile : null;

    /// <summary>The assemblies that a package needs when it runs: its own and those of the packages that it depends on.</summary>
    public IReadOnlyList<string> Needed(PackageId package)
    {
        var found = new List<string>();
        Collect(package.Name, found, new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        return found;
    }

    private void Collect(string name, List<string> found, HashSet<string> seen)
    {
        if (!seen.Add(name) || !libraries.TryGetValue(name, out var library)) return;
        found.AddRange(library.Runtime);
        foreach (var next in library.Dependencies) Collect(next, found, seen);
    }

    private void Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = document.RootElement;
        var folders = root.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name).ToList();
        var paths = root.GetProperty("libraries").EnumerateObject().Where(l => l.Value.TryGetProperty("path", out _))
            .ToDictionary(l => l.Name, l => l.Value.GetProperty("path").GetString()!, StringComparer.OrdinalIgnoreCase);
        foreach (var entry in root.GetProperty("targets").EnumerateObject().First().Value.EnumerateObject())
        {
            string[] id = entry.Name.Split('/');
            if (!paths.TryGetValue(entry.Name, out var relative)) continue;
            string? folder = folders.Select(f => Path.Combine(f, relative)).FirstOrDefault(Directory.Exists);
            if (folder is null) continue;
            libraries[id[0]] =
                new Library(id[1], Files(entry.Value, "compile", folder), Files(entry.Value, "runtime", folder), Names(entry.Value));
        }
    }

    private static List<string> Files(JsonElement package, string kind, string folder) => package.TryGetProperty(kind, out var files)
        ? [.. files.EnumerateObject().Select(f => f.Name).Where(f => f.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            .Select(f => Path.Combine(folder, f))]
        : [];

    private static List<string> Names(JsonElement package) =>
        package.TryGetProperty("dependencies", out var names) ? [.. names.EnumerateObject().Select(n => n.Name)] : [];

    private sealed record Library(string Version, IReadOnlyList<string> Compile, IReadOnlyList<string> Runtime,
        IReadOnlyList<string> Dependencies);
}
