using System.Globalization;

namespace StrategyHost.Engine.Supervision;

/// <summary>Reads limits of one event by name, as a configuration and a command line write them.</summary>
public static class HandlerLimitSpec
{
    private static readonly (string Name, Func<HandlerLimits, string, HandlerLimits> With)[] Table =
    [
        ("steps", (limits, text) => limits with { Steps = (long)Number("steps", text, 1_000_000_000_000_000) }),
        ("seconds", (limits, text) => limits with { Time = TimeSpan.FromSeconds(Number("seconds", text, 1_000_000)) }),
        ("megabytes", (limits, text) => limits with { Bytes = (long)(Number("megabytes", text, 1_000_000) * 1024 * 1024) }),
        ("onFault", (limits, text) => limits with { OnFault = Policy(text) }),
    ];

    /// <summary>The names of all limits.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Table.Select(t => t.Name)];

    /// <summary>The same limits with one of them set.</summary>
    /// <exception cref="SetupException">There is no such limit, or it cannot have the value.</exception>
    public static HandlerLimits With(this HandlerLimits limits, string name, string value)
    {
        foreach (var (known, with) in Table)
        {
            if (known == name) return with(limits, value);
        }

        throw new SetupException($"There is no limit '{name}': there are {string.Join(", ", Names)}.");
    }

    private static double Number(string name, string text, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number > 0 && number <= most
            && (name != "steps" || number >= 1)
            ? number
            : throw new SetupException($"The limit {name} takes a number above zero, not '{text}'.");

    private static FaultPolicy Policy(string text) => text switch
    {
        "stop" => FaultPolicy.Stop,
        "skip" => FaultPolicy.Skip,
        "cancel" => FaultPolicy.Cancel,
        "flatten" => FaultPolicy.Flatten,
        _ => throw new SetupException($"The limit onFault takes stop, skip, cancel or flatten, not '{text}'."),
    };
}
