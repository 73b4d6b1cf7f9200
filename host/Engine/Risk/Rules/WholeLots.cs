namespace StrategyHost.Engine.Risk.Rules;

/// <summary>A quantity is a whole number of lots.</summary>
public sealed class WholeLots : RiskRule
{
    /// <inheritdoc/>
    public override Denial? Review(OrderIntent intent)
    {
        decimal lot = intent.Market.Instrument.LotSize;
        return intent.Quantity % lot == 0
            ? null
            : Deny(DenialCode.LotSize, $"the quantity {intent.Quantity} is not a multiple of the lot size {lot} of {intent.Market.Instrument.Symbol} (lot sizes are set in instruments.json or at import)");
    }
}
