using System.Globalization;
namespace StrategyHost.Engine.Risk.Rules;

/// <summary>A quantity is a whole number of lots. What is left of an odd lot can be closed whole.</summary>
public sealed class WholeLots : RiskRule
{
    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent)
    {
        decimal lot = intent.Market.Instrument.LotSize;
        bool isWhole = lot == 1 ? intent.Quantity == decimal.Truncate(intent.Quantity) : intent.Quantity % lot == 0;
        bool closesAll = intent.Quantity == (intent.Side == Side.Sell ? intent.PositionBefore : -intent.PositionBefore);
        if (isWhole || closesAll) return null;
        string size = string.Create(CultureInfo.InvariantCulture, $"the lot size {lot} of {intent.Market.Instrument.Symbol}");
        return Deny(DenialCode.LotSize,
            $"the quantity {intent.Quantity} is not a multiple of {size} (lot sizes are set in instruments.json or at import)");
    }
}
