namespace StrategyHost.Engine.Risk.Rules;

/// <summary>A limit or stop price is not too far from the latest price. Exits may be: the legs of a bracket, and any other order that
/// closes.</summary>
/// <param name="limit">The distance as a ratio of the latest price.</param>
public sealed class PriceCollar(decimal limit) : RiskRule
{
    /// <inheritdoc/>
    public override Denial? Review(in OrderIntent intent) => intent.Closes
        ? null
        : Check("limit", intent.LimitPrice, in intent) ?? Check("stop", intent.StopPrice, in intent);

    private Denial? Check(string name, decimal? price, in OrderIntent intent)
    {
        if (price is not { } value) return null;
        decimal last = (decimal)intent.Market.Bar.Close;
        decimal distance = Math.Abs(value - last) / last;
        return distance <= limit
            ? null
            : Deny(DenialCode.PriceCollar,
                $"the {name} price {value} is {distance * 100:0.##}% away from the latest price {last}, the limit is {limit * 100:0.##}%");
    }
}
