using StrategyHost.Engine.Runs;

namespace StrategyHost.Engine.Statistics;

/// <summary>The end of an account: nothing was left, or less. From then on there are no returns, and no ratios of them.</summary>
/// <param name="Time">After which event, UTC.</param>
/// <param name="Date">On which trading date.</param>
public sealed record Ruin(DateTime Time, DateOnly Date)
{
    /// <summary>Why figures are not defined.</summary>
    public string Reason => FormattableString.Invariant($"equity was at or below zero on {Date:yyyy-MM-dd}");

    /// <summary>The ruin of a run; null where equity stayed above zero.</summary>
    public static Ruin? Of(BacktestResult result) =>
        result.Equity.RuinedAt is { } time ? new Ruin(time, result.Calendar.DateOf(time)) : null;
}
