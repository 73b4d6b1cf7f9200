namespace StrategyHost.Engine.Runs.Live;

/// <summary>What happens in the world, one event after the other. A seam: the service feeds it, tests do.</summary>
public interface ILiveEvents
{
    /// <summary>Waits for the next event. Called on the strategy's thread.</summary>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>The event; null when there are no more, or when the waiting was ended.</returns>
    LiveEvent? Next(CancellationToken cancellation);
}
