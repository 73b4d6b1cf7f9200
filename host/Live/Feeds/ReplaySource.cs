using StrategyHost.Engine.Runs.Live;

namespace StrategyHost.Live.Feeds;

/// <summary>Shows stored bars as if they came now, at the pace at which they happened or a multiple of it.</summary>
public sealed class ReplaySource : ILiveSource
{
    private readonly IReadOnlyList<BarSeries> series;
    private readonly int[] next;
    private readonly double? speed;
    private readonly TimeProvider clock;
    private readonly DateTime paceFrom;
    private readonly long paceStart;

    /// <summary>A source that has shown nothing yet.</summary>
    /// <param name="series">The bars, a series for each symbol.</param>
    /// <param name="after">Bars that end by then are not shown, UTC.</param>
    /// <param name="speed">How many times faster than they happened; null for as fast as can be.</param>
    /// <param name="clock">What measures the pace.</param>
    public ReplaySource(IReadOnlyList<BarSeries> series, DateTime after, double? speed, TimeProvider clock)
    {
        this.series = series;
        this.speed = speed;
        this.clock = clock;
        next = [.. series.Select(s => s.FirstEndingAtOrAfter(after.AddTicks(1)))];
        paceFrom = after;
        paceStart = clock.GetTimestamp();
    }

    /// <inheritdoc/>
    public bool IsOver => NextTime() is null;

    /// <inheritdoc/>
    public Action? Arrived { get; set; }

    /// <inheritdoc/>
    public TimeSpan? DueIn => NextTime() is { } time ? Wait(time) ?? TimeSpan.Zero : null;

    /// <inheritdoc/>
    public DateTime? Passed => speed is { } factor ? paceFrom + (clock.GetElapsedTime(paceStart) * factor) : null;

    /// <inheritdoc/>
    public TimeSpan? Until(DateTime time)
    {
        if (speed is not { } factor || Passed is not { } passed) return null;
        return time > passed ? (time - passed) / factor : TimeSpan.Zero;
    }

    /// <inheritdoc/>
    public IReadOnlyList<LiveEvent> Take(int most)
    {
        var taken = new List<LiveEvent>();
        while (taken.Count < most && NextTime() is { } time && Wait(time) is null) taken.Add(TakeAt(time));
        return taken;
    }

    private DateTime? NextTime()
    {
        DateTime? earliest = null;
        for (int i = 0; i < next.Length; i++)
        {
            if (next[i] >= series[i].Count) continue;
            var end = series[i].EndOf(next[i]);
            if (earliest is null || end < earliest) earliest = end;
        }

        return earliest;
    }

    /// <summary>How long it is until a time of the data comes; null when it has come.</summary>
    private TimeSpan? Wait(DateTime time)
    {
        if (speed is not { } factor) return null;
        var due = (time - paceFrom) / factor;
        var left = due - clock.GetElapsedTime(paceStart);
        return left <= TimeSpan.Zero ? null : left;
    }

    private LiveEvent TakeAt(DateTime time)
    {
        var bars = new List<LiveBar>();
        for (int i = 0; i < next.Length; i++)
        {
            if (next[i] >= series[i].Count || series[i].EndOf(next[i]) != time) continue;
            bars.Add(new LiveBar(series[i].Instrument.Symbol, series[i][next[i]], series[i].Quotes?.At(next[i], time)));
            next[i]++;
        }

        return new LiveEvent(time, bars);
    }
}
