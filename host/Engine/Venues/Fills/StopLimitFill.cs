namespace StrategyHost.Engine.Venues.Fills;

/// <summary>
/// A stop-limit order is triggered as a stop is. Triggered by the open, it is a limit order on this very bar. Triggered
/// inside the bar, the price stands at the stop: with the limit at the stop or beyond it trades there; with the limit
/// on the other side it trades on this bar only if the bar closes back at the limit or through it, since the order of high
/// and low inside the bar is not known. From the next bar on it is a plain limit order.
/// </summary>
public static class StopLimitFill
{
    /// <summary>The execution; null when the bar does not trigger the stop or does not reach the limit.</summary>
    public static Execution? On(WorkingOrder order, in Bar bar, LimitFillRule rule)
    {
        if (order.Order.IsTriggered) return LimitFill.On(order, bar, rule);
        if (StopFill.IsTriggeredByOpen(order, bar))
        {
            order.Order.IsTriggered = true;
            return LimitFill.On(order, bar, rule);
        }

        if (!StopFill.IsTriggeredInside(order, bar)) return null;
        order.Order.IsTriggered = true;
        return LimitFill.FromTrigger(order, bar, rule);
    }
}
