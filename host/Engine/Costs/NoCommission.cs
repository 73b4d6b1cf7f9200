namespace StrategyHost.Engine.Costs;

/// <summary>Trading is free. Written <c>0</c>.</summary>
public sealed record NoCommission : Commission
{
    /// <inheritdoc/>
    public override decimal Of(decimal quantity, decimal price, decimal multiplier) => 0;

    /// <inheritdoc/>
    public override string ToString() => "0";
}
