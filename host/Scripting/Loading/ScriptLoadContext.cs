using System.Reflection;
using System.Runtime.Loader;

namespace StrategyHost.Scripting.Loading;

/// <summary>
/// Where one script's assembly lives, so that it can go when the script does. The libraries that it brings along live
/// with it, each script with its own; everything else that it refers to is the host's.
/// </summary>
internal sealed class ScriptLoadContext : AssemblyLoadContext
{
    private readonly Dictionary<string, string> libraries;

    /// <summary>A context.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="libraries">The files of the libraries.</param>
    public ScriptLoadContext(string name, IEnumerable<string> libraries)
        : base(name, isCollectible: true) =>
        this.libraries = libraries.GroupBy(l => Path.GetFileNameWithoutExtension(l), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name is { } name && libraries.TryGetValue(name, out var path) ? LoadFromAssemblyPath(path) : null;
}
