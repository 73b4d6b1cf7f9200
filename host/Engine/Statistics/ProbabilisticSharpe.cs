using MathNet.Numerics.Distributions;

namespace StrategyHost.Engine.Statistics;

/// <summary>The probability that the true Sharpe ratio is above a benchmark (Bailey and López de Prado 2012).</summary>
public static class ProbabilisticSharpe
{
    /// <summary>
    /// Φ((SR − SR*) · √(n − 1) / √(1 − γ₃·SR + (γ₄ − 1)/4 · SR²)), ratios a day, with γ₃ the skewness and γ₄ the raw
    /// kurtosis, both without bias.
    /// </summary>
    /// <param name="returns">The returns.</param>
    /// <param name="yearlyBenchmark">The benchmark, as a ratio of a year.</param>
    public static Metric Of(DailyReturns returns, double yearlyBenchmark = 0)
    {
        if (ReturnShape.Skewness(returns).Value is not { } skewness) return ReturnShape.Skewness(returns);
        if (ReturnShape.ExcessKurtosis(returns).Value is not { } excess) return ReturnShape.ExcessKurtosis(returns);
        double ratio = returns.Mean / returns.StandardDeviation;
        double benchmark = yearlyBenchmark / Math.Sqrt(returns.PeriodsPerYear);
        double variance = 1 - (skewness * ratio) + ((excess + 2) / 4 * ratio * ratio);
        return variance > 0
            ? Metric.Of(Normal.CDF(0, 1, (ratio - benchmark) * Math.Sqrt(returns.Count - 1) / Math.Sqrt(variance)))
            : Metric.Undefined("the returns are too skewed");
    }
}
