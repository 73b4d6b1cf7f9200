using StrategyHost.Engine.Runs.Live;

namespace StrategyHost.Live.Feeds;

/// <summary>Up to where a session has seen bars. Bars of several symbols that end together can come one by one, so an instant alone does not say it.</summary>
/// <param name="Time">When the latest bar ended, UTC; the session's start before the first.</param>
/// <param name="Symbols">Whose bars that ended then have been seen.</param>
public sealed record LastSeen(DateTime Time, IReadOnlySet<string> Symbols)
{
    /// <summary>Up to where the events of a session go.</summary>
    public static LastSeen Of(DateTime start, IReadOnlyList<LiveEvent> events)
    {
        if (events.Count == 0) return new LastSeen(start, new HashSet<string>());
        var time = events[^1].Time;
        return new LastSeen(time, events.Reverse().TakeWhile(e => e.Time == time).SelectMany(e => e.Bars).Select(b => b.Symbol).ToHashSet(StringComparer.Ordinal));
    }
}
