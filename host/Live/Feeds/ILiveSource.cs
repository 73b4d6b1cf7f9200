using StrategyHost.Engine.Runs.Live;

namespace StrategyHost.Live.Feeds;

/// <summary>Where market data comes from. A seam: replayed files, the market data of brokers, and the simulator.</summary>
public interface ILiveSource
{
    /// <summary>Whether there is nothing more to come.</summary>
    bool IsOver { get; }

    /// <summary>Is told, by any thread, when something may be there to take; null for nobody.</summary>
    Action? Arrived { get; set; }

    /// <summary>How long it is until something is there to take by itself; null when <see cref="Arrived"/> tells.</summary>
    TimeSpan? DueIn { get; }

    /// <summary>Up to when time has passed, UTC: no bar that ends by then is waited for any more, and handlers of times up to then may run.
    /// <see cref="DateTime.MinValue"/> while it is not known. Null where time passes with the bars alone.</summary>
    DateTime? Passed { get; }

    /// <summary>How long it is until a time has passed, if no bar comes before; zero when it has. Null where time passes with the bars
    /// alone.</summary>
    /// <param name="time">The time, UTC.</param>
    TimeSpan? Until(DateTime time);

    /// <summary>Takes what has happened, oldest first. Never waits.</summary>
    /// <param name="most">No more events than this.</param>
    /// <returns>The events; none when nothing has happened.</returns>
    IReadOnlyList<LiveEvent> Take(int most);
}
