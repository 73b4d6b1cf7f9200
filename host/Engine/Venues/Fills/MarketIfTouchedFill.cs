namespace StrategyHost.Engine.Venues.Fills;

/// <summary>
/// A market-if-touched order trades at the open when the bar opens at the touch price or beyond it, else at the touch
/// price when the bar reaches it. Unlike a limit it takes, so it slips.
/// </summary>
public static class MarketIfTouchedFill
{
    /// <summary>The execution; null when the bar does not reach the touch price.</summary>
    public static Execution? On(WorkingOrder order, in Bar bar)
    {
        double worst = BarFills.Unlimited(order.IsBuy);
        if (IsTouchedByOpen(order, bar)) return new Execution(bar.Open, worst, Liquidity.Taker);
        return IsTouchedInside(order, bar) ? new Execution(order.Stop, worst, Liquidity.Taker) : null;
    }

    internal static bool IsTouchedByOpen(WorkingOrder order, in Bar bar) => order.IsBuy ? bar.Open <= order.Stop : bar.Open >= order.Stop;

    internal static bool IsTouchedInside(WorkingOrder order, in Bar bar) => order.IsBuy ? bar.Low <= order.Stop : bar.High >= order.Stop;
}
