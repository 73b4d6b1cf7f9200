namespace StrategyHost.Engine.Venues.Fills;

/// <summary>
/// A limit order trades at the open when the bar opens at the limit or better, else at its limit when the bar reaches
/// it, or passes it where the rule asks for that. A post-only order never takes: a bar that opens beyond its limit fills
/// it at the limit.
/// </summary>
public static class LimitFill
{
    /// <summary>The execution; null when the bar does not reach the limit.</summary>
    public static Execution? On(WorkingOrder order, in Bar bar, LimitFillRule rule)
    {
        double limit = order.Limit;
        if (!order.Order.IsPostOnly && (order.IsBuy ? bar.Open <= limit : bar.Open >= limit))
            return new Execution(bar.Open, limit, Liquidity.Taker);
        return IsMet(order, order.IsBuy ? bar.Low : bar.High, rule) ? new Execution(limit, limit, Liquidity.Maker) : null;
    }

    /// <summary>
    /// What becomes, on the bar that triggers it inside, of an order that turns into a limit order: with the limit at the
    /// trigger price or on its worse side it trades there, otherwise at its limit if the close meets that.
    /// </summary>
    internal static Execution? FromTrigger(WorkingOrder order, in Bar bar, LimitFillRule rule)
    {
        double limit = order.Limit;
        bool tradesThere = order.IsBuy ? limit >= order.Stop : limit <= order.Stop;
        if (tradesThere) return new Execution(order.Stop, limit, Liquidity.Taker);
        return IsMet(order, bar.Close, rule) ? new Execution(limit, limit, Liquidity.Maker) : null;
    }

    private static bool IsMet(WorkingOrder order, double price, LimitFillRule rule) => rule == LimitFillRule.Through
        ? order.IsBuy ? price < order.Limit : price > order.Limit
        : order.IsBuy ? price <= order.Limit : price >= order.Limit;
}
