namespace StrategyHost.Scripting;

/// <summary>A folder of strategies.</summary>
public static class ScriptFolder
{
    /// <summary>The scripts in a folder, by name. Files that begin with <c>_</c> or <c>.</c> are parts of others and left out.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IReadOnlyList<string> Scripts(string folder) =>
    [
        .. Directory.EnumerateFiles(folder)
            .Where(f => f.EndsWith(".csx", StringComparison.OrdinalIgnoreCase) || f.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))
            .Where(f => Path.GetFileName(f)[0] is not ('_' or '.'))
            .Order(StringComparer.Ordinal),
    ];
}
