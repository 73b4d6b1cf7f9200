using System.Reflection;

namespace StrategyHost.Scripting;

/// <summary>What new strategies start from.</summary>
public static class ScriptTemplates
{
    private const string Prefix = "StrategyHost.Scripting.Templates.";
    private const string Ending = ".csx";
    private static readonly Assembly Home = typeof(ScriptTemplates).Assembly;

    /// <summary>The names of the templates.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Home.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && n.EndsWith(Ending, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..^Ending.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The text of a new strategy.</summary>
    /// <param name="template">One of <see cref="Names"/>.</param>
    /// <param name="strategyName">What the strategy is called; a C# identifier.</param>
    /// <exception cref="ArgumentException">There is no such template.</exception>
    public static string Text(string template, string strategyName)
    {
        using var stream = Home.GetManifestResourceStream(Prefix + template + Ending)
            ?? throw new ArgumentException($"There is no template '{template}': there are {string.Join(", ", Names)}.", nameof(template));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("$NAME", strategyName, StringComparison.Ordinal);
    }
}
