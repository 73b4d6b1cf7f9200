namespace StrategyHost.Engine.Costs;

/// <summary>Orders trade at the price seen. Written <c>0</c>.</summary>
public sealed record NoSlippage : Slippage
{
    /// <inheritdoc/>
    public override double Of(double price, Instrument instrument) => 0;

    /// <inheritdoc/>
    public override string ToString() => "0";
}
