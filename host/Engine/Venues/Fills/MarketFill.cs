namespace StrategyHost.Engine.Venues.Fills;

/// <summary>A market order trades at the open.</summary>
public static class MarketFill
{
    /// <summary>The execution; there is always one.</summary>
    public static Execution? On(WorkingOrder order, in Bar bar) =>
        new Execution(bar.Open, BarFills.Unlimited(order.IsBuy), Liquidity.Taker);
}
