namespace StrategyHost.Engine.Venues.Fills;

/// <summary>
/// A limit order trades at the open when the bar opens at the limit or better, else at its limit when the bar reaches
/// it. A touch fills.
/// </summary>
public static class LimitFill
{
    /// <summary>The execution; null when the bar does not reach the limit.</summary>
    public static Execution? On(WorkingOrder order, in Bar bar)
    {
        double limit = order.Limit;
        if (order.IsBuy ? bar.Open <= limit : bar.Open >= limit) return new Execution(bar.Open, limit, Liquidity.Taker);
        if (order.IsBuy ? bar.Low <= limit : bar.High >= limit) return new Execution(limit, limit, Liquidity.Maker);
        return null;
    }
}
