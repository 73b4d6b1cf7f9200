namespace StrategyHost.Engine.Statistics;

/// <summary>Gains over losses (Keating and Shadwick 2002) against a threshold of 0.</summary>
public static class OmegaRatio
{
    /// <summary>Σ max(r, 0) / −Σ min(r, 0).</summary>
    public static Metric Of(DailyReturns returns) =>
        Metric.Ratio(returns.Values.Sum(r => Math.Max(r, 0)), -returns.Values.Sum(r => Math.Min(r, 0)), "no day lost");
}
