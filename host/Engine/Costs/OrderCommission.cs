namespace StrategyHost.Engine.Costs;

/// <summary>
/// A charge for an order as a whole: amounts, minimums, maximums, tiers and rounding are of the order. A fill is charged what
/// the order costs with it, less what the order costs without it, both at the rates of the fill's date.
/// </summary>
public abstract record OrderCommission : Commission
{
    /// <inheritdoc/>
    public sealed override decimal Of(in Deal deal)
    {
        var earlier = deal.Earlier;
        decimal whole = OfOrder(in deal, earlier.Quantity + deal.Quantity, earlier.Value + deal.Value);
        return earlier.Quantity == 0 ? whole : whole - OfOrder(in deal, earlier.Quantity, earlier.Value);
    }

    /// <summary>What an order costs, in the instrument's currency.</summary>
    /// <param name="latest">Its latest fill, which says when and on which side it trades.</param>
    /// <param name="quantity">How much it has traded, above zero.</param>
    /// <param name="value">What that was worth, in the instrument's currency.</param>
    protected abstract decimal OfOrder(in Deal latest, decimal quantity, decimal value);
}
