namespace StrategyHost.Engine.Statistics;

/// <summary>How much returns vary, a year, as a ratio.</summary>
public static class AnnualVolatility
{
    /// <summary>s · √P.</summary>
    public static double Of(DailyReturns returns) => returns.StandardDeviation * Math.Sqrt(returns.PeriodsPerYear);

    /// <summary>√((s² + (1 + g)²)^P − (1 + g)^2P) with g the geometric mean.</summary>
    public static double LogNormal(DailyReturns returns)
    {
        double growth = 1 + GeometricReturn.PerDay(returns);
        double variance = returns.StandardDeviation * returns.StandardDeviation;
        return Math.Sqrt(Math.Pow(variance + (growth * growth), returns.PeriodsPerYear) - Math.Pow(growth, 2.0 * returns.PeriodsPerYear));
    }
}
