namespace StrategyHost.Engine.Orders;

/// <summary>Where the stop of a trailing order stands: a distance from the price that it follows, on the tick grid.</summary>
public static class Trailing
{
    /// <summary>Whether orders of a type trail.</summary>
    public static bool Does(OrderType type) => type is OrderType.TrailingStop or OrderType.TrailingStopLimit;

    /// <summary>Moves the stop after a close: to its distance at first, and from then on in the favourable direction only.</summary>
    /// <param name="order">A trailing order.</param>
    /// <param name="close">The price that it follows.</param>
    /// <param name="tickSize">The instrument's tick size; 0 for none.</param>
    /// <returns>Whether the stop moved.</returns>
    public static bool Follow(Order order, decimal close, decimal tickSize)
    {
        decimal distance = order.Trail!.Value.From(close);
        decimal stop = TickGrid.Stop(order.Side == Side.Sell ? close - distance : close + distance, order.Side, tickSize)!.Value;
        bool isCloser = order.StopPrice is not { } now || (order.Side == Side.Sell ? stop > now : stop < now);
        if (!isCloser) return false;
        order.StopPrice = stop;
        if (order.LimitOffset is { } offset)
            order.LimitPrice = TickGrid.Limit(order.Side == Side.Sell ? stop - offset : stop + offset, order.Side, tickSize);
        return true;
    }
}
