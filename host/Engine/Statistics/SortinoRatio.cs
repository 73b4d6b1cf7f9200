namespace StrategyHost.Engine.Statistics;

/// <summary>Reward for the risk of falling, a year (Sortino and Price 1994).</summary>
public static class SortinoRatio
{
    private const string NoLoss = "no day lost";

    /// <summary>
    /// Standard: mean(r − f) / √(Σ min(r − f, 0)² / n) · √P, with f the daily risk-free rate and all n days in the
    /// divisor. backtesting.py: the geometric return of a year over the same divisor. LEAN: ((1 + m)^P − 1 − rate) over
    /// the sample deviation of the losing days alone · √P.
    /// </summary>
    public static Metric Of(DailyReturns returns, double yearlyRate = 0, RatioConvention convention = RatioConvention.Standard)
    {
        if (returns.Count < 2) return Metric.Undefined("there are fewer than two days");
        double scale = Math.Sqrt(returns.PeriodsPerYear);
        double free = returns.PerDay(yearlyRate);
        double fall = Math.Sqrt(returns.Values.Sum(r => Math.Pow(Math.Min(r - free, 0), 2)) / returns.Count) * scale;
        return convention switch
        {
            RatioConvention.Lean =>
                Metric.Ratio(Math.Pow(1 + returns.Mean, returns.PeriodsPerYear) - 1 - yearlyRate, OfLosses(returns) * scale, NoLoss),
            RatioConvention.BacktestingPy => Metric.Ratio(GeometricReturn.PerYear(returns) - yearlyRate, fall, NoLoss),
            _ => Metric.Ratio((returns.Mean - free) * returns.PeriodsPerYear, fall, NoLoss),
        };
    }

    private static double OfLosses(DailyReturns returns) =>
        new DailyReturns(returns.Values.Where(r => r < 0), returns.PeriodsPerYear).StandardDeviation;
}
