namespace StrategyHost.Engine.Statistics;

/// <summary>The Sharpe ratio of a window that moves day by day.</summary>
public static class RollingSharpe
{
    /// <summary>Half a year of trading days.</summary>
    public const int Window = 126;

    /// <summary>The standard ratio of the latest <see cref="Window"/> daily returns at the end of each day that has so many.</summary>
    /// <param name="dates">The days of the returns.</param>
    /// <param name="returns">The returns; where there are fewer than days, the last days have no ratio.</param>
    public static IEnumerable<(DateOnly Date, Metric Sharpe)> Of(IReadOnlyList<DateOnly> dates, DailyReturns returns)
    {
        for (int end = Window; end <= dates.Count; end++)
            yield return (dates[end - 1], end <= returns.Count
                ? SharpeRatio.Of(returns.Slice(end - Window, Window)) : Metric.Undefined("there is no return of the day"));
    }
}
