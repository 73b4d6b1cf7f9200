using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;

namespace StrategyHost.Scripting.Compilation;

/// <summary>
/// Finds what a script loads with <c>#load</c>: files in its own folder and below, and no others. A file is read once,
/// so that what is checked is what is compiled.
/// </summary>
internal sealed class ConfinedFileResolver(string folder) : SourceFileResolver(ImmutableArray<string>.Empty, folder)
{
    private readonly ConfinedFolder inside = new(folder);
    private readonly Dictionary<string, byte[]> read = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> replaced = new(StringComparer.Ordinal);

    /// <summary>The files that have been loaded, as they were on disk.</summary>
    public IReadOnlyDictionary<string, byte[]> Loaded => read;

    /// <summary>Lets a loaded file have another text from now on.</summary>
    public void Replace(string path, string text) => replaced[path] = text;

    /// <inheritdoc/>
    public override Stream OpenRead(string resolvedPath)
    {
        if (replaced.TryGetValue(resolvedPath, out var text)) return new MemoryStream(Encoding.UTF8.GetBytes(text), writable: false);
        if (!read.TryGetValue(resolvedPath, out var bytes)) read[resolvedPath] = bytes = File.ReadAllBytes(resolvedPath);
        return new MemoryStream(bytes, writable: false);
    }

    /// <inheritdoc/>
    public override string? NormalizePath(string path, string? baseFilePath) => path.Length == 0 ? path : Path.GetFullPath(path);

    /// <inheritdoc/>
    public override string? ResolveReference(string path, string? baseFilePath)
    {
        string? found = base.ResolveReference(path, baseFilePath is null ? null : Path.GetFullPath(baseFilePath));
        if (found is null || !inside.Holds(found)) return null;

        // Messages name it as the user would: relative where the script was.
        return Path.IsPathRooted(baseFilePath) ? found : Path.GetRelativePath(Environment.CurrentDirectory, found);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => inside.GetHashCode();
}
