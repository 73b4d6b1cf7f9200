using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace StrategyHost.Scripting.Compilation;

/// <summary>Finds what a script loads with <c>#load</c>: files in its own folder and below, and no others.</summary>
internal sealed class ConfinedFileResolver(string folder) : SourceFileResolver(ImmutableArray<string>.Empty, folder)
{
    private readonly string root = RealPath(folder) + Path.DirectorySeparatorChar;

    /// <inheritdoc/>
    public override string? ResolveReference(string path, string? baseFilePath)
    {
        string? found = base.ResolveReference(path, baseFilePath);
        return found is not null && RealPath(found).StartsWith(root, StringComparison.Ordinal) ? found : null;
    }

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
