using StrategyHost.Engine.Statistics;

namespace StrategyHost.Reports.Tables;

/// <summary><c>rolling.csv</c>: the Sharpe ratio of the half year before each day; empty where it is not defined.</summary>
public static class RollingTable
{
    /// <summary>Writes the table.</summary>
    public static void Write(Stream stream, IEnumerable<(DateOnly Date, Metric Sharpe)> days)
    {
        using var row = new TableWriter(stream);
        row.Line("date,sharpe");
        foreach (var (date, sharpe) in days)
        {
            row.Add(IsoTime.Of(date));
            if (sharpe.Value is { } value) row.Add(value);
            else row.Add((string?)null);
            row.End();
        }
    }
}
