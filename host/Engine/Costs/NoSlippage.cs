using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Costs;

/// <summary>Orders trade at the price seen. Written <c>0</c>.</summary>
public sealed record NoSlippage : Slippage
{
    /// <inheritdoc/>
    public override double Of(double price, double quantity, Market market) => 0;

    /// <inheritdoc/>
    public override string ToString() => "0";
}
