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
        if (!order.Order.IsPostOnly && (order.IsBuy ? bar.Open <= limit : bar.Open >= limit)) return new Execution(bar.Open, limit, Liquidity.Taker);
        bool isMet = rule == LimitFillRule.Through
            ? order.IsBuy ? bar.Low < limit : bar.High > limit
            : order.IsBuy ? bar.Low <= limit : bar.High >= limit;
        return isMet ? new Execution(limit, limit, Liquidity.Maker) : null;
    }
}
