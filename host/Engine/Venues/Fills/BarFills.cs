namespace StrategyHost.Engine.Venues.Fills;

/// <summary>What a bar does to an order: one rule per order type, each in a file of its own.</summary>
public static class BarFills
{
    /// <summary>The execution of an order on a bar that began after the order was made; null when the bar does not fill it.</summary>
    public static Execution? On(WorkingOrder order, in Bar bar, LimitFillRule rule) => order.Order.Type switch
    {
        OrderType.Market => MarketFill.On(order, bar),
        OrderType.Limit => LimitFill.On(order, bar, rule),
        OrderType.Stop => StopFill.On(order, bar),
        OrderType.StopLimit => StopLimitFill.On(order, bar, rule),
        OrderType.TrailingStop => TrailingStopFill.On(order, bar),
        OrderType.TrailingStopLimit => TrailingStopLimitFill.On(order, bar, rule),
        OrderType.MarketIfTouched => MarketIfTouchedFill.On(order, bar),
        OrderType.LimitIfTouched => LimitIfTouchedFill.On(order, bar, rule),
        _ => throw new InvalidOperationException($"The simulated venue has no rule for {order.Order.Type} orders."),
    };

    /// <summary>The worst price for an order without a limit.</summary>
    internal static double Unlimited(bool isBuy) => isBuy ? double.PositiveInfinity : double.NegativeInfinity;
}
