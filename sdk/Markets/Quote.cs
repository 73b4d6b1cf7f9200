namespace StrategyHost;

/// <summary>The best bid and the best ask at an instant.</summary>
/// <param name="Time">When it was quoted, UTC.</param>
/// <param name="Bid">The best price to sell at; NaN when nobody bids.</param>
/// <param name="BidSize">The quantity bid; 0 where a source has none.</param>
/// <param name="Ask">The best price to buy at; NaN when nobody offers.</param>
/// <param name="AskSize">The quantity offered; 0 where a source has none.</param>
public readonly record struct Quote(DateTime Time, double Bid, double BidSize, double Ask, double AskSize)
{
    /// <summary>(Bid + Ask) / 2; NaN when one side is missing.</summary>
    public double Mid => (Bid + Ask) / 2;

    /// <summary>Ask − Bid in price units; NaN when one side is missing.</summary>
    public double Spread => Ask - Bid;
}
