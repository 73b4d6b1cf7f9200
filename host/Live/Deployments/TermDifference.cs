using System.Text.Json.Nodes;

namespace StrategyHost.Live.Deployments;

/// <summary>A setting that two texts of a deployment's file give different values.</summary>
/// <param name="Name">Its name, such as <c>cash</c> or <c>risk.max-daily-loss</c>.</param>
/// <param name="Before">Its value in the first; null where it has none.</param>
/// <param name="Now">Its value in the second; null where it has none.</param>
internal sealed record TermDifference(string Name, string? Before, string? Now)
{
    /// <summary>The settings that differ, in the order of their names.</summary>
    /// <param name="before">A JSON object.</param>
    /// <param name="now">Another.</param>
    public static IReadOnlyList<TermDifference> Between(string before, string now)
    {
        var (first, second) = (ValuesOf(before), ValuesOf(now));
        return
        [
            .. first.Keys.Union(second.Keys, StringComparer.OrdinalIgnoreCase)
                .Select(n => new TermDifference(n, first.GetValueOrDefault(n), second.GetValueOrDefault(n)))
                .Where(d => d.Before != d.Now).OrderBy(d => d.Name, StringComparer.OrdinalIgnoreCase)
        ];
    }

    /// <summary>The differences in a sentence's words: <c>risk.max-daily-loss 2% → 1%</c>.</summary>
    public static string TextOf(IEnumerable<TermDifference> differences) =>
        string.Join(", ", differences.Select(d => $"{d.Name} {d.Before ?? "not set"} → {d.Now ?? "not set"}"));

    private static Dictionary<string, string> ValuesOf(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        Collect(SettingsFile.ObjectOf(text), "", values);
        return values;
    }

    private static void Collect(JsonObject from, string prefix, Dictionary<string, string> values)
    {
        foreach (var (name, value) in from)
        {
            if (value is JsonObject inner) Collect(inner, $"{prefix}{name}.", values);
            else if (value is not null) values[prefix + name] = value.ToString();
        }
    }
}
