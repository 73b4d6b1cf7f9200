namespace StrategyHost.Engine.Venues.Fills;

/// <summary>What a bar does to an order: one rule per order type, each in a file of its own.</summary>
public static class BarFills
{
    /// <summary>The execution of an order on a bar that began after the order was made; null when the bar does not fill it.</summary>
    public static Execution? On(WorkingOrder order, in Bar bar) => order.Order.Type switch
    {
        OrderType.Market => MarketFill.On(order, bar),
        OrderType.Limit => LimitFill.On(order, bar),
        OrderType.Stop => StopFill.On(order, bar),
        OrderType.StopLimit => StopLimitFill.On(order, bar),
        _ => throw new InvalidOperationException($"The simulated venue has no rule for {order.Order.Type} orders."),
    };

    /// <summary>The worst price for an order without a limit.</summary>
    internal static double Unlimited(bool isBuy) => isBuy ? double.PositiveInfinity : double.NegativeInfinity;
}
