using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Supervision;

namespace StrategyHost.Engine.Runs.Reloading;

/// <summary>What of a run's settings can change while it runs.</summary>
/// <param name="Parameters">Values of the strategy's parameters by name; the others have their defaults.</param>
/// <param name="Risk">What the account may do. Those <see cref="OfAccount"/> are as they were.</param>
/// <param name="Limits">What the strategy may use in one event.</param>
public sealed record RunTerms(IReadOnlyDictionary<string, string> Parameters, RiskLimits Risk, HandlerLimits Limits)
{
    /// <summary>The limits that say what kind of account it is, by name: the venue and the account are made for them.</summary>
    public static IReadOnlySet<string> OfAccount { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "initial-margin", "buying-power", "settlement-days", "sell-next-day" };

    /// <summary>What has changed, for people; empty where nobody is told.</summary>
    public string Description { get; init; } = "";
}
