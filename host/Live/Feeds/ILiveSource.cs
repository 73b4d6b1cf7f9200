using StrategyHost.Engine.Runs.Live;

namespace StrategyHost.Live.Feeds;

/// <summary>Where market data comes from. A seam: replayed files, and the market data of brokers.</summary>
public interface ILiveSource
{
    /// <summary>Waits until something has happened, and gives all that has, oldest first.</summary>
    /// <param name="most">No more events than this.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>At least one event; none when there are no more, or when the waiting was ended.</returns>
    IReadOnlyList<LiveEvent> Take(int most, CancellationToken cancellation);
}
