namespace StrategyHost.Engine.Markets;

/// <summary>
/// Merges the series of a run in time order. Bars that end at the same instant come together: at that instant all of
/// them are known, and none before the others.
/// </summary>
public sealed class MarketFeed
{
    private readonly Market[] markets;
    private readonly SeriesCursor[] cursors;
    private readonly long[] nextEnds;
    private readonly Market[] updated;
    private readonly List<(Market Market, Bar Bar, Quote? Quote)> pushed = [];
    private readonly SeriesCursor? only;
    private long pushedTime = long.MaxValue;
    private int updatedCount;

    /// <summary>A feed of all markets between two instants.</summary>
    /// <param name="markets">The markets to show bars to.</param>
    /// <param name="from">Bars that start earlier are left out; null for all.</param>
    /// <param name="to">Bars that end later are left out; null for all.</param>
    public MarketFeed(IReadOnlyList<Market> markets, DateTime? from, DateTime? to)
    {
        this.markets = [.. markets];
        updated = new Market[markets.Count];
        cursors = new SeriesCursor[markets.Count];
        nextEnds = new long[markets.Count];
        for (int i = 0; i < cursors.Length; i++)
        {
            var series = markets[i].Series;
            int first = FirstStartingAtOrAfter(series, from);
            int end = FirstEndingAfter(series, to);
            cursors[i] = new SeriesCursor(series, first, end);
            nextEnds[i] = cursors[i].NextEnd;
        }

        NextTime = Earliest();
        if (markets.Count != 1) return;
        only = cursors[0];
        updated[0] = this.markets[0];
    }

    /// <summary>When the next bars end, in ticks; <see cref="long.MaxValue"/> when there are none.</summary>
    public long NextTime { get; private set; }

    /// <summary>The markets that the latest <see cref="Advance"/> gave a new bar, in the order of the run.</summary>
    public ReadOnlySpan<Market> Updated => updated.AsSpan(0, updatedCount);

    /// <summary>When the earliest of the bars that end at <see cref="NextTime"/> starts.</summary>
    /// <exception cref="InvalidOperationException">There are no more bars.</exception>
    public DateTime NextStart
    {
        get
        {
            long time = NextTime;
            return cursors.Where(c => c.NextEnd == time && time != long.MaxValue).Min(c => c.Next.Start);
        }
    }

    /// <summary>How many bars have been shown.</summary>
    public long Bars { get; private set; }

    /// <summary>Whether bars wait that ended before the time at which they are shown.</summary>
    public bool IsLate { get; private set; }

    /// <summary>Takes bars that have just ended in the world; the next <see cref="Advance"/> shows them.</summary>
    /// <param name="time">When they are shown, UTC ticks: when they ended, or later where they came late.</param>
    /// <param name="bars">The bars, each of another market.</param>
    public void Push(long time, IEnumerable<(Market Market, Bar Bar, Quote? Quote)> bars)
    {
        foreach (var shown in bars)
        {
            pushed.Add(shown);
            IsLate |= shown.Bar.End.Ticks < time;
        }

        pushedTime = time;
        NextTime = Math.Min(NextTime, time);
    }

    /// <summary>Shows every bar that ends at a time, which is not after <see cref="NextTime"/>; there may be none.</summary>
    public void Advance(long time)
    {
        updatedCount = 0;
        if (time < NextTime) return;
        if (only is not null && pushedTime == long.MaxValue) AdvanceOnly(only);
        else AdvanceAll(time);
    }

    /// <summary>A run with one market has nothing to merge.</summary>
    private void AdvanceOnly(SeriesCursor cursor)
    {
        updated[0].Show(cursor);
        updatedCount = 1;
        Bars++;
        NextTime = nextEnds[0] = cursor.NextEnd;
    }

    private void AdvanceAll(long time)
    {
        for (int i = 0; i < nextEnds.Length; i++)
        {
            if (nextEnds[i] != time) continue;
            var cursor = cursors[i];
            var market = markets[i];
            market.Show(cursor);
            nextEnds[i] = cursor.NextEnd;
            if (!ReferenceEquals(updated[updatedCount], market)) updated[updatedCount] = market;
            updatedCount++;
        }

        if (pushedTime == time) ShowPushed();
        Bars += updatedCount;
        NextTime = Earliest();
    }

    private void ShowPushed()
    {
        foreach (var (market, bar, quote) in pushed)
        {
            market.Show(bar, quote);
            updated[updatedCount++] = market;
        }

        pushed.Clear();
        pushedTime = long.MaxValue;
        IsLate = false;
    }

    private long Earliest()
    {
        long earliest = pushedTime;
        foreach (long end in nextEnds) earliest = Math.Min(earliest, end);
        return earliest;
    }

    private static int FirstStartingAtOrAfter(BarSeries series, DateTime? from)
    {
        if (from is not { } time) return 0;
        int index = series.FirstEndingAtOrAfter(time);
        while (index < series.Count && series[index].Start < time) index++;
        return index;
    }

    private static int FirstEndingAfter(BarSeries series, DateTime? to) =>
        to is { } time ? series.FirstEndingAtOrAfter(time.AddTicks(1)) : series.Count;
}
