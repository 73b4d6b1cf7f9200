namespace StrategyHost.Reports.Tables;

/// <summary><c>fills.csv</c>: every execution in the order in which it happened.</summary>
public static class FillsTable
{
    private const string Header = "time,order_id,symbol,side,quantity,price,commission,liquidity";

    /// <summary>Writes the table.</summary>
    public static void Write(Stream stream, IEnumerable<Fill> fills)
    {
        using var row = new TableWriter(stream);
        row.Line(Header);
        foreach (var fill in fills)
        {
            row.Add(fill.Time).Add(fill.OrderId).Add(fill.Symbol).Add(fill.Side)
                .Add(fill.Quantity).Add(fill.Price).Add(fill.Commission).Add(fill.Liquidity).End();
        }
    }
}
