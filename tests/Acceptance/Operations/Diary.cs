using System.Globalization;
using System.Text.RegularExpressions;
using StrategyHost.Acceptance.Processes;

namespace StrategyHost.Acceptance.Operations;

/// <summary>The nights in <c>host/Live/OPERATIONS.md</c>: what is typed, and what is said.</summary>
internal static partial class Diary
{
    /// <summary>The steps of each night, by its number.</summary>
    public static IReadOnlyDictionary<int, IReadOnlyList<NightStep>> Nights { get; } =
        Read(File.ReadAllLines(Path.Combine(Repository.Root, "host", "Live", "OPERATIONS.md")));

    private static Dictionary<int, IReadOnlyList<NightStep>> Read(IEnumerable<string> lines)
    {
        var nights = new Dictionary<int, IReadOnlyList<NightStep>>();
        List<NightStep>? steps = null;
        string? block = null;
        foreach (var line in lines)
        {
            if (Heading().Match(line) is { Success: true } heading)
                nights.Add(int.Parse(heading.Groups[1].Value, CultureInfo.InvariantCulture), steps = []);
            else if (line.StartsWith("```", StringComparison.Ordinal)) block = Begin(block, line, steps);
            else if (block == "console" && line.StartsWith("$ ", StringComparison.Ordinal)) steps!.Add(new NightStep(line[2..], []));
            else if (block is "console" or "text" && steps is [.., var last] && line.Trim().Length > 0)
                steps[^1] = last with { Expected = [.. last.Expected, line.Trim()] };
        }

        return nights;
    }

    /// <summary>A fence begins a block, or ends one. In a block of text the host speaks by itself.</summary>
    private static string? Begin(string? block, string line, List<NightStep>? steps)
    {
        if (block is not null) return null;
        string kind = line[3..].Trim();
        if (kind == "text") steps?.Add(new NightStep(null, []));
        return kind;
    }

    [GeneratedRegex(@"^### (\d+)\. ")]
    private static partial Regex Heading();
}
