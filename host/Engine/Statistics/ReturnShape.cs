using MathNet.Numerics.Statistics;

namespace StrategyHost.Engine.Statistics;

/// <summary>How returns are spread around their mean.</summary>
public static class ReturnShape
{
    /// <summary>The skewness G₁, without bias; undefined for fewer than three returns, or ones that do not vary.</summary>
    public static Metric Skewness(DailyReturns returns) => returns.Count < 3 || returns.StandardDeviation == 0
        ? Metric.Undefined("there are fewer than three days that vary")
        : Metric.Of(returns.Values.Skewness());

    /// <summary>The excess kurtosis G₂, without bias, 0 for normal returns; undefined for fewer than four returns, or ones that do not
    /// vary.</summary>
    public static Metric ExcessKurtosis(DailyReturns returns) => returns.Count < 4 || returns.StandardDeviation == 0
        ? Metric.Undefined("there are fewer than four days that vary")
        : Metric.Of(returns.Values.Kurtosis());
}
