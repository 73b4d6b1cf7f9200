namespace StrategyHost.Engine.Statistics;

/// <summary>Reward for risk, a year (Sharpe 1966, 1994).</summary>
public static class SharpeRatio
{
    /// <summary>
    /// Standard: mean(r − f) / s(r − f) · √P with f the daily risk-free rate. LEAN: ((1 + m)^P − 1 − rate) / (s·√P).
    /// backtesting.py: (G − rate) / √((s² + (1 + g)²)^P − (1 + g)^2P) with g the geometric mean and G = (1 + g)^P − 1.
    /// </summary>
    public static Metric Of(DailyReturns returns, double yearlyRate = 0, RatioConvention convention = RatioConvention.Standard)
    {
        if (returns.Count < 2) return Metric.Undefined("there are fewer than two days");
        double periods = returns.PeriodsPerYear;
        var (reward, risk) = convention switch
        {
            RatioConvention.Lean => (Math.Pow(1 + returns.Mean, periods) - 1 - yearlyRate, AnnualVolatility.Of(returns)),
            RatioConvention.BacktestingPy => (GeometricReturn.PerYear(returns) - yearlyRate, AnnualVolatility.LogNormal(returns)),
            _ => ((returns.Mean - returns.PerDay(yearlyRate)) * periods, AnnualVolatility.Of(returns)),
        };
        return Metric.Ratio(reward, risk, "returns do not vary");
    }

    /// <summary>
    /// The standard ratio corrected for returns that follow one another (Lo 2002): √P becomes
    /// √P / √(1 + 2ρ/(1 − ρ) · (1 − (1 − ρ^P) / (P(1 − ρ)))), with ρ the correlation of each day with the day before.
    /// </summary>
    public static Metric Autocorrelated(DailyReturns returns, double yearlyRate = 0)
    {
        var plain = Of(returns, yearlyRate);
        if (plain.Value is not { } ratio) return plain;
        double correlation = FirstAutocorrelation(returns);
        if (Math.Abs(correlation) >= 1) return Metric.Undefined("each day follows from the one before");
        double periods = returns.PeriodsPerYear;
        double bracket = 1 - ((1 - Math.Pow(correlation, periods)) / (periods * (1 - correlation)));
        double inflation = 1 + (2 * correlation / (1 - correlation) * bracket);
        return inflation > 0 ? Metric.Of(ratio / Math.Sqrt(inflation)) : Metric.Undefined("days undo one another");
    }

    private static double FirstAutocorrelation(DailyReturns returns)
    {
        double together = 0;
        double alone = 0;
        for (int i = 0; i < returns.Count; i++)
        {
            double off = returns.Values[i] - returns.Mean;
            alone += off * off;
            if (i > 0) together += off * (returns.Values[i - 1] - returns.Mean);
        }

        return together / alone;
    }
}
