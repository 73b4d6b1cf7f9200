namespace StrategyHost.Live.Feeds;

/// <summary>
/// Which bars are still to come: by it handlers of times run after the bars that end then. A bar of a symbol is waited for from its end on,
/// and given up after <see cref="Grace"/>; so are, when a session is taken up, those that were missed.
/// </summary>
internal sealed class BarSchedule
{
    /// <summary>What is due when a bar ends waits for the bar no longer than this.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private readonly Dictionary<string, DateTime> latest;
    private readonly TimeSpan length;
    private readonly TimeProvider clock;
    private readonly DateTime begun;

    /// <summary>A schedule of bars.</summary>
    /// <param name="symbols">Whose bars.</param>
    /// <param name="length">How long they are.</param>
    /// <param name="seen">What has been seen of them.</param>
    /// <param name="clock">The host's time.</param>
    public BarSchedule(IReadOnlyList<string> symbols, TimeSpan length, LastSeen seen, TimeProvider clock)
    {
        latest = symbols.ToDictionary(s => s, s => seen.Symbols.Contains(s) ? seen.Time : DateTime.MinValue);
        this.length = length;
        this.clock = clock;
        begun = Now;
    }

    /// <summary>Up to when no bar is waited for, UTC; <see cref="DateTime.MinValue"/> while those that were missed are.</summary>
    public DateTime Passed
    {
        get
        {
            var now = Now;
            var end = LatestEnd(now);
            if (latest.Values.All(t => t >= end)) return now;
            if (now < begun + Grace) return DateTime.MinValue;
            return now < end + Grace ? end.AddTicks(-1) : now;
        }
    }

    /// <summary>How long it is until a time has passed, if no bar comes before; zero when it has.</summary>
    /// <param name="time">The time, UTC.</param>
    public TimeSpan Until(DateTime time)
    {
        var now = Now;
        if (time <= Passed) return TimeSpan.Zero;
        if (time > now) return time - now;
        return (now < begun + Grace ? begun : LatestEnd(now)) + Grace - now;
    }

    /// <summary>A bar has come.</summary>
    /// <param name="symbol">Whose.</param>
    /// <param name="end">When it ended, UTC.</param>
    public void See(string symbol, DateTime end) => latest[symbol] = end;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>The latest time by now at which a bar ends, counted on from the latest bar; before the first, from midnight.</summary>
    private DateTime LatestEnd(DateTime now)
    {
        long from = latest.Values.Max().Ticks;
        return new DateTime(from + ((now.Ticks - from) / length.Ticks * length.Ticks), DateTimeKind.Utc);
    }
}
