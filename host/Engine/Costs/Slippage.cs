using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Costs;

/// <summary>
/// How much worse than the price seen a taking order trades. The venue keeps the result within the bar's range and
/// within the order's limit.
/// </summary>
public abstract record Slippage
{
    /// <summary>The distance from the undisturbed price, in price units, never negative.</summary>
    /// <param name="price">The undisturbed price.</param>
    /// <param name="quantity">How much is traded, above zero.</param>
    /// <param name="market">Where, with its latest bar.</param>
    public abstract double Of(double price, double quantity, Market market);
}
