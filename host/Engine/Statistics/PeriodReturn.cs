namespace StrategyHost.Engine.Statistics;

/// <summary>The return of a month or a year.</summary>
/// <param name="Period">The period: <c>2020-04</c> or <c>2020</c>.</param>
/// <param name="Return">
/// Equity at its end over equity at the end of the period before, less one, a ratio; undefined for a period that begins with nothing or
/// with a debt.
/// </param>
public sealed record PeriodReturn(string Period, Metric Return)
{
    private const string NothingLeft = "equity was at or below zero when it began";

    /// <summary>The returns of the months that a run touches; the first and the last may be parts of one.</summary>
    public static IReadOnlyList<PeriodReturn> Monthly(double initialEquity, IReadOnlyList<(DateOnly Date, double Equity)> daily) =>
        By(initialEquity, daily, d => FormattableString.Invariant($"{d:yyyy-MM}"));

    /// <summary>The returns of the years that a run touches; the first and the last may be parts of one.</summary>
    public static IReadOnlyList<PeriodReturn> Yearly(double initialEquity, IReadOnlyList<(DateOnly Date, double Equity)> daily) =>
        By(initialEquity, daily, d => FormattableString.Invariant($"{d:yyyy}"));

    private static List<PeriodReturn> By(double initialEquity, IReadOnlyList<(DateOnly Date, double Equity)> daily,
        Func<DateOnly, string> period)
    {
        var returns = new List<PeriodReturn>();
        double before = initialEquity;
        foreach (var group in daily.GroupBy(d => period(d.Date)))
        {
            double end = group.Last().Equity;
            returns.Add(new PeriodReturn(group.Key, before > 0 ? Metric.Of((end / before) - 1) : Metric.Undefined(NothingLeft)));
            before = end;
        }

        return returns;
    }
}
