namespace StrategyHost.Engine.Risk.Rules;

/// <summary>One order is not larger than a quantity, unless it closes.</summary>
/// <param name="limit">Units of the instrument.</param>
public sealed class OrderQuantity(decimal limit) : RiskRule
{
    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent) => intent.Closes || intent.Quantity <= limit
        ? null
        : Deny(DenialCode.OrderQuantity, $"the quantity {intent.Quantity} is above the limit of {limit} for one order");
}
