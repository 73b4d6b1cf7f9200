namespace StrategyHost;

/// <summary>The quotes behind a series of ticks, as columns of the series's length. NaN where nobody bids or offers.</summary>
/// <param name="bids">Best bids.</param>
/// <param name="bidSizes">Quantities bid; 0 where a source has none.</param>
/// <param name="asks">Best asks.</param>
/// <param name="askSizes">Quantities offered; 0 where a source has none.</param>
public sealed class QuoteColumns(ReadOnlyMemory<double> bids, ReadOnlyMemory<double> bidSizes, ReadOnlyMemory<double> asks,
    ReadOnlyMemory<double> askSizes)
{
    /// <summary>The quote at a position.</summary>
    /// <param name="index">The position, 0 being the oldest.</param>
    /// <param name="time">When it was quoted, UTC.</param>
    public Quote At(int index, DateTime time) => new(time, bids.Span[index], bidSizes.Span[index], asks.Span[index], askSizes.Span[index]);
}
