namespace StrategyHost.Engine.Runs.Live;

/// <summary>A bar that has ended, or a tick as a bar of no length.</summary>
/// <param name="Symbol">Whose it is.</param>
/// <param name="Bar">The bar.</param>
/// <param name="Quote">The quote that the tick is; null for bars and trades.</param>
public readonly record struct LiveBar(string Symbol, Bar Bar, Quote? Quote = null)
{
    /// <summary>A quote as a bar of no length at its middle, or at the side that there is.</summary>
    /// <param name="symbol">Whose it is.</param>
    /// <param name="quote">The quote.</param>
    /// <param name="time">When it is shown, UTC: not before what was shown already.</param>
    public static LiveBar Of(string symbol, Quote quote, DateTime time)
    {
        double middle = double.IsNaN(quote.Bid) ? quote.Ask : double.IsNaN(quote.Ask) ? quote.Bid : quote.Mid;
        return new LiveBar(symbol, new Bar(time, time, middle, middle, middle, middle, 0), quote with { Time = time });
    }

    /// <summary>A trade as a bar of no length.</summary>
    /// <inheritdoc cref="Of(string, Quote, DateTime)"/>
    public static LiveBar Of(string symbol, Trade trade, DateTime time) =>
        new(symbol, new Bar(time, time, trade.Price, trade.Price, trade.Price, trade.Price, trade.Size));
}
