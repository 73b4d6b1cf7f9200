using StrategyHost.Engine.Runs.Live;

namespace StrategyHost.Live.Feeds;

/// <summary>Where market data comes from. A seam: replayed files, and the market data of brokers.</summary>
public interface ILiveSource
{
    /// <summary>Whether there is nothing more to come.</summary>
    bool IsOver { get; }

    /// <summary>Waits until something has happened, and gives all that has, oldest first.</summary>
    /// <param name="most">No more events than this.</param>
    /// <param name="patience">No longer than this.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>The events; none when nothing has happened.</returns>
    IReadOnlyList<LiveEvent> Take(int most, TimeSpan patience, CancellationToken cancellation);
}
