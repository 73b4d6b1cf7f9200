namespace StrategyHost.Reports.Tables;

/// <summary><c>fills.csv</c>: every execution in the order in which it happened.</summary>
public static class FillsTable
{
    private const string Header = "time,order_id,symbol,side,quantity,price,commission,liquidity";

    /// <summary>Writes the table.</summary>
    /// <param name="stream">Takes it.</param>
    /// <param name="fills">The fills.</param>
    /// <param name="names">What their orders are called: where several strategies run, a last column says whose each is.</param>
    public static void Write(Stream stream, IEnumerable<Fill> fills, OrderNames names)
    {
        using var row = new TableWriter(stream);
        row.Line(names.HasStrategies ? Header + ",strategy" : Header);
        foreach (var fill in fills)
        {
            row.Add(fill.Time).Add(fill.OrderId).Add(fill.Symbol).Add(fill.Side)
                .Add(fill.Quantity).Add(fill.Price).Add(fill.Commission).Add(fill.Liquidity);
            if (names.HasStrategies) row.Add(names.StrategyOf(fill.OrderId));
            row.End();
        }
    }
}
