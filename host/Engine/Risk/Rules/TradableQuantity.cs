namespace StrategyHost.Engine.Risk.Rules;

/// <summary>A quantity is above zero, and small enough to be booked exactly.</summary>
public sealed class TradableQuantity : RiskRule
{
    private const decimal Largest = 1_000_000_000_000m;

    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent) => intent.Quantity switch
    {
        <= 0 => Deny(DenialCode.Quantity, $"the quantity {intent.Quantity} is not above 0"),
        > Largest => Deny(DenialCode.Quantity, $"the quantity {intent.Quantity} is above {Largest}, the largest that can be booked"),
        _ => null,
    };
}
