namespace StrategyHost.Engine.Venues.Fills;

/// <summary>
/// A limit-if-touched order becomes a limit order when the price comes to the touch price. Touched by the open, it is one
/// on this very bar. Touched inside the bar, the price stands there: with the limit at that price or on its worse side it
/// trades there; with the limit further away it trades on this bar only if the bar closes at it or beyond it. From the next bar on
/// it is a plain limit order.
/// </summary>
public static class LimitIfTouchedFill
{
    /// <summary>The execution; null when the bar does not touch, or does not reach the limit.</summary>
    public static Execution? On(WorkingOrder order, in Bar bar, LimitFillRule rule)
    {
        if (order.Order.IsTriggered) return LimitFill.On(order, bar, rule);
        if (MarketIfTouchedFill.IsTouchedByOpen(order, bar))
        {
            order.Order.IsTriggered = true;
            return LimitFill.On(order, bar, rule);
        }

        if (!MarketIfTouchedFill.IsTouchedInside(order, bar)) return null;
        order.Order.IsTriggered = true;
        return LimitFill.FromTrigger(order, bar, rule);
    }
}
