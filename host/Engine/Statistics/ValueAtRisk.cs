using MathNet.Numerics.Distributions;

namespace StrategyHost.Engine.Statistics;

/// <summary>The daily return that one day in twenty falls below, as a ratio; negative for a loss.</summary>
public static class ValueAtRisk
{
    private const double Quantile = 0.05;

    /// <summary>The 5 % quantile of the returns, interpolated linearly between neighbours.</summary>
    public static Metric Historical(DailyReturns returns)
    {
        if (returns.Count == 0) return Metric.Undefined("there is no day");
        var sorted = returns.Values.Order().ToArray();
        double place = Quantile * (sorted.Length - 1);
        int below = (int)place;
        double above = sorted[Math.Min(below + 1, sorted.Length - 1)];
        return Metric.Of(sorted[below] + ((place - below) * (above - sorted[below])));
    }

    /// <summary>What it would be if returns were normal: m + s · Φ⁻¹(0.05).</summary>
    public static Metric Parametric(DailyReturns returns) => returns.Count < 2
        ? Metric.Undefined("there are fewer than two days")
        : Metric.Of(returns.Mean + (returns.StandardDeviation * Normal.InvCDF(0, 1, Quantile)));
}
