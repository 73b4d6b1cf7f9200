using StrategyHost.Engine.Results;

namespace StrategyHost.Reports.Tables;

/// <summary><c>equity.csv</c>: the account's worth after the events of the run. Drawdown and exposure are ratios.</summary>
public static class EquityTable
{
    private const string Header = "time,equity,cash,drawdown,exposure";

    /// <summary>Writes the table.</summary>
    public static void Write(Stream stream, EquityCurve curve)
    {
        using var row = new TableWriter(stream);
        row.Line(Header);
        foreach (var at in curve.Rows)
            row.Add(new DateTime(at.Time, DateTimeKind.Utc)).Add(at.Equity).Add(at.Cash).Add(at.Drawdown).Add(at.Exposure).End();
    }
}
