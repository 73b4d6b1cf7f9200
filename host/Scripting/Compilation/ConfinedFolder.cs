namespace StrategyHost.Scripting.Compilation;

/// <summary>A folder out of which no path leads, by dots or by links.</summary>
internal sealed class ConfinedFolder(string folder)
{
    private readonly string root = RealPath(folder) + Path.DirectorySeparatorChar;

    /// <summary>Whether a path is inside.</summary>
    public bool Holds(string path) => RealPath(path).StartsWith(root, StringComparison.Ordinal);

    /// <summary>The path without links.</summary>
    private static string RealPath(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string real = Path.GetPathRoot(full)!;
        foreach (var part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            if (new FileInfo(real).LinkTarget is not null)
                real = new FileInfo(real).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? real;
        }

        return real;
    }
}
