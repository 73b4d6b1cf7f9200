using StrategyHost.Engine.Results;

namespace StrategyHost.Reports.Tables;

/// <summary><c>equity.csv</c>: the account's worth after every event. Drawdown and exposure are ratios.</summary>
public static class EquityTable
{
    private const string Header = "time,equity,cash,drawdown,exposure\n";

    /// <summary>Writes the table.</summary>
    public static void Write(TextWriter writer, EquityCurve curve)
    {
        writer.Write(Header);
        var row = new CsvRow(writer);
        for (int i = 0; i < curve.Count; i++)
        {
            row.Add(new DateTime(curve.Times[i], DateTimeKind.Utc)).Add(curve.Equities[i]).Add(curve.Cash[i])
                .Add(curve.Drawdowns[i]).Add(curve.Exposures[i]).End();
        }
    }
}
