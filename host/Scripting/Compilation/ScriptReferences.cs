using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace StrategyHost.Scripting.Compilation;

/// <summary>What scripts compile against: the sdk, and a small part of .NET. Nothing else of the host is visible to them.</summary>
internal sealed class ScriptReferences
{
    private static readonly string[] Platform =
    [
        "System.Private.CoreLib", "System.Runtime", "System.Collections", "System.Linq", "System.Console", "System.Memory",
        "System.Text.RegularExpressions",
    ];

    /// <summary>The references, read from the running platform.</summary>
    public ImmutableArray<MetadataReference> All { get; } = Find();

    /// <summary>The namespaces that scripts need not name.</summary>
    public static ImmutableArray<string> Usings { get; } =
        ["System", "System.Collections.Generic", "System.Linq", "StrategyHost", "StrategyHost.Indicators"];

    /// <summary>Whether an assembly is one of the platform's or the sdk.</summary>
    public static bool IsPlatform(string assembly) =>
        assembly.StartsWith("System", StringComparison.OrdinalIgnoreCase)
            || assembly.StartsWith("StrategyHost", StringComparison.OrdinalIgnoreCase)
            || assembly.Equals("mscorlib", StringComparison.OrdinalIgnoreCase);

    private static ImmutableArray<MetadataReference> Find()
    {
        string trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        var byName = trusted.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .GroupBy(p => Path.GetFileNameWithoutExtension(p), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var paths = Platform.Where(byName.ContainsKey).Select(name => byName[name]).Append(typeof(Strategy).Assembly.Location);
        return [.. paths.Select(path => MetadataReference.CreateFromFile(path))];
    }
}
