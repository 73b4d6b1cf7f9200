namespace StrategyHost.Engine.Venues.Fills;

/// <summary>
/// A stop order trades at the open when the bar opens at the stop or beyond it (a gap), else at its stop when the bar
/// reaches it.
/// </summary>
public static class StopFill
{
    /// <summary>The execution; null when the bar does not reach the stop.</summary>
    public static Execution? On(WorkingOrder order, in Bar bar)
    {
        double worst = BarFills.Unlimited(order.IsBuy);
        if (IsTriggeredByOpen(order, bar)) return new Execution(bar.Open, worst, Liquidity.Taker);
        if (IsTriggeredInside(order, bar)) return new Execution(order.Stop, worst, Liquidity.Taker);
        return null;
    }

    internal static bool IsTriggeredByOpen(WorkingOrder order, in Bar bar) =>
        order.IsBuy ? bar.Open >= order.Stop : bar.Open <= order.Stop;

    internal static bool IsTriggeredInside(WorkingOrder order, in Bar bar) =>
        order.IsBuy ? bar.High >= order.Stop : bar.Low <= order.Stop;
}
