using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using StrategyHost.Scripting.Compilation;

namespace StrategyHost.Scripting.Packages;

/// <summary>Finds what scripts refer to with <c>#r</c>: trusted packages that have been restored, and assemblies of the one allowed
/// folder.</summary>
/// <param name="folder">The script's folder.</param>
/// <param name="trust">What may be used.</param>
internal sealed class LibraryResolver(string folder, ScriptTrust trust) : MetadataReferenceResolver
{
    private readonly Dictionary<string, string> problems = new(StringComparer.Ordinal);
    private readonly SortedSet<string> needed = new(StringComparer.Ordinal);
    private readonly HashSet<string> allowed = new(StringComparer.Ordinal);
    private RestoredPackages? restored;

    /// <summary>Why a reference was not found, by what was written.</summary>
    public IReadOnlyDictionary<string, string> Problems => problems;

    /// <summary>The files of the assemblies that the script needs when it runs.</summary>
    public IReadOnlyCollection<string> Needed => needed;

    /// <summary>The names of the assemblies whose types the script may use.</summary>
    public IReadOnlySet<string> Allowed => allowed;

    /// <inheritdoc/>
    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath,
        MetadataReferenceProperties properties)
    {
        var files = PackageId.IsMeantBy(reference) ? FromPackage(reference) : FromFolder(reference);
        foreach (var file in files) allowed.Add(Path.GetFileNameWithoutExtension(file));
        return [.. files.Select(f => MetadataReference.CreateFromFile(f, properties))];
    }

    /// <inheritdoc/>
    public override bool Equals(object? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => folder.GetHashCode(StringComparison.Ordinal);

    private IReadOnlyList<string> FromPackage(string reference)
    {
        if (!PackageId.TryParse(reference, out var package))
            return Refuse(reference, "this names no package: write #r \"nuget: Name, 1.2.3\"");
        if (!trust.Trusts(package.Name))
            return Refuse(reference,
                $"the package {package.Name} is not trusted: if you trust it, add it to \"packages\" in strategyhost.json");
        restored ??= RestoredPackages.Of(folder);
        if (restored.Assemblies(package) is not { } files)
            return Refuse(reference, $"the package {package} is not restored: run 'strategyhost strategies restore'");
        needed.UnionWith(restored.Needed(package));
        return files;
    }

    private IReadOnlyList<string> FromFolder(string reference)
    {
        if (trust.Assemblies is not { } place)
            return Refuse(reference, "no folder of assemblies is allowed: name one as \"assemblies\" in strategyhost.json");
        string file = Path.Combine(place, reference);
        if (ScriptReferences.IsPlatform(Path.GetFileNameWithoutExtension(file)))
            return Refuse(reference, "this is a part of .NET, of which scripts see what the sandbox allows");
        if (!File.Exists(file) || !new ConfinedFolder(place).Holds(file))
            return Refuse(reference, $"there is no such assembly in {place}, the folder of assemblies that strategyhost.json names");
        needed.Add(Path.GetFullPath(file));
        return [Path.GetFullPath(file)];
    }

    private IReadOnlyList<string> Refuse(string reference, string reason)
    {
        problems[reference] = reason;
        return [];
    }
}
