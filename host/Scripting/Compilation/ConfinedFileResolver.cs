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
    private readonly string root = RealPath(folder) + Path.DirectorySeparatorChar;
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
    public override string? ResolveReference(string path, string? baseFilePath)
    {
        string? found = base.ResolveReference(path, baseFilePath);
        return found is not null && RealPath(found).StartsWith(root, StringComparison.Ordinal) ? found : null;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => root.GetHashCode(StringComparison.Ordinal);

    /// <summary>The path without links, so that none leads out.</summary>
    private static string RealPath(string path)
    {
        string full = Path.GetFullPath(path);
        string real = Path.GetPathRoot(full)!;
        foreach (var part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            if (new FileInfo(real).LinkTarget is not null) real = new FileInfo(real).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? real;
        }

        return real;
    }
}
