namespace StrategyHost.Engine.Statistics;

/// <summary>Growth that compounds.</summary>
public static class GeometricReturn
{
    private const double DaysPerYear = 365.25;

    /// <summary>The geometric mean of daily returns, g: (Π(1 + r))^(1/n) − 1; −1 when everything was lost.</summary>
    public static double PerDay(DailyReturns returns)
    {
        double growth = 1;
        foreach (double r in returns.Values) growth *= 1 + r;
        return growth <= 0 ? -1 : Math.Pow(growth, 1.0 / returns.Count) - 1;
    }

    /// <summary>The geometric mean compounded over a year: (1 + g)^P − 1.</summary>
    public static double PerYear(DailyReturns returns) => Math.Pow(1 + PerDay(returns), returns.PeriodsPerYear) - 1;

    /// <summary>
    /// CAGR: (end / start)^(1/years) − 1 with years = days / 365.25, or 365 as LEAN counts; −1 when equity ends at or
    /// below zero. A ratio.
    /// </summary>
    public static Metric Compound(double start, double end, TimeSpan span, RatioConvention convention = RatioConvention.Standard)
    {
        if (span <= TimeSpan.Zero || start <= 0) return Metric.Undefined("no time passed");
        if (end <= 0) return Metric.Of(-1);
        double years = span.TotalDays / (convention == RatioConvention.Lean ? 365 : DaysPerYear);
        return Metric.Of(Math.Pow(end / start, 1 / years) - 1);
    }

    /// <summary>How many years a span lasts: days / 365.25.</summary>
    public static double Years(TimeSpan span) => span.TotalDays / DaysPerYear;
}
