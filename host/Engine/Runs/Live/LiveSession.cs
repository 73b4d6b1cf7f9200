using System.Globalization;

namespace StrategyHost.Engine.Runs.Live;

/// <summary>A run that takes its events from the world as they come.</summary>
public sealed class LiveSession
{
    /// <summary>A session.</summary>
    /// <param name="events">What happens.</param>
    /// <param name="start">When it began: bars before warm indicators up.</param>
    /// <param name="afterEvent">Is told after OnStart and after each event, on the strategy's thread; null for nobody.</param>
    public LiveSession(ILiveEvents events, DateTime start, Action<LiveView>? afterEvent = null)
    {
        Events = events;
        Start = start;
        AfterEvent = afterEvent;
    }

    /// <summary>What happens.</summary>
    public ILiveEvents Events { get; }

    /// <summary>When it began, UTC.</summary>
    public DateTime Start { get; }

    /// <summary>Where its orders go.</summary>
    public SessionVenue Venue { get; init; }

    /// <summary>What a broker is to call an order, by its number; only asked where orders go to one.</summary>
    public Func<long, string> ClientIdOf { get; init; } = id => id.ToString(CultureInfo.InvariantCulture);

    internal Action<LiveView>? AfterEvent { get; }
}
