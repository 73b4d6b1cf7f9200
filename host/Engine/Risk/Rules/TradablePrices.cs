namespace StrategyHost.Engine.Risk.Rules;

/// <summary>Prices are there where the order type needs them, above zero, on the tick grid, and small enough to be booked
/// exactly.</summary>
public sealed class TradablePrices : RiskRule
{
    private const decimal Largest = 1_000_000_000_000m;

    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent)
    {
        if (intent.Type is OrderType.Limit or OrderType.StopLimit or OrderType.LimitIfTouched && intent.LimitPrice is null)
            return Deny(DenialCode.Price, $"a {intent.Type} order needs a limit price");
        if (intent.Type is OrderType.Stop or OrderType.StopLimit or OrderType.MarketIfTouched or OrderType.LimitIfTouched
            && intent.StopPrice is null)
            return Deny(DenialCode.Price, $"a {intent.Type} order needs a stop price");
        if (intent.Type is OrderType.TrailingStop or OrderType.TrailingStopLimit && intent.Trail is null)
            return Deny(DenialCode.Price, $"a {intent.Type} order needs a distance by which it trails");
        return Check("limit", intent.LimitPrice, in intent) ?? Check("stop", intent.StopPrice, in intent);
    }

    private static Denial? Check(string name, decimal? price, in OrderIntent intent)
    {
        decimal tick = intent.Market.Instrument.TickSize;
        return price switch
        {
            null => null,
            <= 0 => Deny(DenialCode.Price, $"the {name} price {price} is not above 0"),
            > Largest => Deny(DenialCode.Price, $"the {name} price {price} is above {Largest}, the largest that can be booked"),
            { } value when tick > 0 && value % tick != 0 =>
                Deny(DenialCode.Price,
                    $"the {name} price {price} is not a multiple of the tick size {tick} of {intent.Market.Instrument.Symbol}"),
            _ => null,
        };
    }
}
