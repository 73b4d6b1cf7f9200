namespace StrategyHost.Reports.Tables;

/// <summary><c>orders.csv</c>: every order with how it ended, denied ones included.</summary>
public static class OrdersTable
{
    private const string Header =
        "id,submitted,symbol,side,type,quantity,limit_price,stop_price,time_in_force,"
        + "status,filled,average_price,closed,reason,parent_id,oco_group";

    /// <summary>Writes the table.</summary>
    /// <param name="stream">Takes it.</param>
    /// <param name="orders">The orders.</param>
    /// <param name="names">What they are called: a column more has their tags, where there are any, and another says whose each is, where
    /// several strategies run.</param>
    public static void Write(Stream stream, IEnumerable<Order> orders, OrderNames names)
    {
        using var row = new TableWriter(stream);
        row.Line($"{Header}{(names.HasTags ? ",tag" : "")}{(names.HasStrategies ? ",strategy" : "")}");
        foreach (var order in orders)
        {
            row.Add(order.Id).Add(order.Submitted).Add(order.Symbol).Add(order.Side).Add(order.Type)
                .Add(order.Quantity).Add(order.LimitPrice).Add(order.StopPrice);
            Add(order.TimeInForce, row);
            row.Add(order.Status).Add(order.Filled).Add(order.AveragePrice).Add(order.Closed).Add(order.Reason)
                .Add(order.ParentId).Add(order.GroupId);
            if (names.HasTags) row.Add(order.Tag);
            if (names.HasStrategies) row.Add(names.StrategyOf(order.Id));
            row.End();
        }
    }

    private static void Add(TimeInForce time, TableWriter row)
    {
        bool isName = time.Kind is not (TimeInForceKind.GoodTillDate or TimeInForceKind.Bars);
        _ = isName ? row.Add(time.Kind) : row.Add(time.ToString());
    }
}
