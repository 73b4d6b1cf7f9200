using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Orders;

/// <summary>
/// On which side of its entry an exit belongs: of a long position the stop lies below and the target above, of a short one the other way
/// round. On the wrong side it would close the position as soon as that is opened.
/// </summary>
internal static class ExitSide
{
    /// <summary>The refusal of an exit that lies on the wrong side; null for others, and for orders that are no exits from the
    /// entry.</summary>
    public static Denial? Review(Order exit, Order entry, Market market)
    {
        if (!exit.IsReduceOnly || exit.Side == entry.Side || exit.Symbol != entry.Symbol || market.BarsSeen == 0) return null;
        decimal from = PriceOf(entry, (decimal)market.Bar.Close);
        return exit.Type switch
        {
            OrderType.Stop or OrderType.StopLimit => Check("stop", exit.StopPrice!.Value, from, mustBeBelow: exit.Side == Side.Sell),
            OrderType.Limit => Check("target", exit.LimitPrice!.Value, from, mustBeBelow: exit.Side == Side.Buy),
            _ => null,
        };
    }

    /// <summary>Where the entry would trade: a limit at its price or at a better latest one, a stop at its price or at a worse latest
    /// one.</summary>
    private static decimal PriceOf(Order entry, decimal latest)
    {
        if (entry.Filled > 0) return latest;
        bool isStop = entry.Type is OrderType.Stop or OrderType.StopLimit;
        decimal own = (entry.Type == OrderType.Limit ? entry.LimitPrice : entry.StopPrice) ?? latest;
        return isStop == (entry.Side == Side.Buy) ? Math.Max(own, latest) : Math.Min(own, latest);
    }

    private static Denial? Check(string name, decimal price, decimal from, bool mustBeBelow) => (mustBeBelow ? price < from : price > from)
        ? null
        : new Denial(DenialCode.Price,
            FormattableString.Invariant($"the {name} {price} is not {(mustBeBelow ? "below" : "above")} the entry at {from}"));
}
