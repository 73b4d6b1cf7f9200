using StrategyHost.Engine.Runs.Live;

namespace StrategyHost.Live.Feeds;

/// <summary>Up to where a session has seen bars. Bars of several symbols that end together can come one by one, so an instant alone does
/// not say it.</summary>
/// <param name="Time">When the latest bar ended, UTC; the session's start before the first.</param>
/// <param name="Symbols">Whose bars that ended then have been seen.</param>
public sealed record LastSeen(DateTime Time, IReadOnlySet<string> Symbols)
{
    /// <summary>Up to where the events of a session go.</summary>
    /// <param name="start">When the session began, UTC.</param>
    /// <param name="newestFirst">Its events, the newest first.</param>
    public static LastSeen Of(DateTime start, IEnumerable<LiveEvent> newestFirst)
    {
        DateTime? time = null;
        var symbols = new HashSet<string>(StringComparer.Ordinal);
        foreach (var happened in newestFirst)
        {
            if (happened.Bars.Count == 0) continue;
            if (happened.Bars[0].Bar.End != (time ??= happened.Bars[0].Bar.End)) break;
            foreach (var (symbol, _, _) in happened.Bars) symbols.Add(symbol);
        }

        return new LastSeen(time ?? start, symbols);
    }
}
