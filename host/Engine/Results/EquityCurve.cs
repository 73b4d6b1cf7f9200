namespace StrategyHost.Engine.Results;

/// <summary>
/// The account's worth after the events of a run. All figures are of every event. The rows that are kept for drawing are
/// of every event up to <see cref="MostRows"/>; a longer run keeps every second, fourth, eighth … one, and its last.
/// </summary>
public sealed class EquityCurve
{
    /// <summary>More rows than this are never kept, so that the memory and the table of a long run stay small.</summary>
    public const int MostRows = 65_536;

    // Events are taken in blocks that stay in the cache: what is worked out of them is worked out in tight loops.
    private const int BlockLength = 512;
    private readonly TradingCalendar calendar;
    private readonly EquityRow[] block = new EquityRow[BlockLength];
    private readonly List<EquityRow> rows = [];
    private readonly List<(DateOnly Date, double Equity)> days = [];
    private readonly Drawdown drawdown;
    private EquityRow latest;
    private int inBlock;
    private long settled;
    private long stride = 1;
    private bool isLatestExtra;
    private long firstTime;
    private double exposureTime;
    private DateTime? ruinedAt;

    /// <summary>A curve that starts with the initial equity.</summary>
    /// <param name="initialEquity">Equity before the first event, in the account's currency.</param>
    /// <param name="start">When the run starts, UTC.</param>
    /// <param name="calendar">To which trading date an event belongs.</param>
    public EquityCurve(double initialEquity, DateTime start, TradingCalendar calendar)
    {
        InitialEquity = initialEquity;
        Start = start;
        this.calendar = calendar;
        drawdown = new Drawdown(initialEquity, start.Ticks);
        latest = new EquityRow(start.Ticks, initialEquity, initialEquity, 0, 0);
    }

    /// <summary>Equity before the first event, in the account's currency.</summary>
    public double InitialEquity { get; }

    /// <summary>When the run starts, UTC.</summary>
    public DateTime Start { get; }

    /// <summary>Takes every event of this curve too; null where it stands for itself.</summary>
    internal ChainedEquity? Chain { get; set; }

    /// <summary>To which trading date an event belongs.</summary>
    internal TradingCalendar Calendar => calendar;

    /// <summary>How many events there were.</summary>
    public long Count => settled + inBlock;

    /// <summary>The account's worth after the latest event; before the first, what it starts with.</summary>
    public EquityRow Latest
    {
        get
        {
            Settle();
            return latest;
        }
    }

    /// <summary>The rows that are kept, oldest first; the latest event is always the last of them.</summary>
    public IReadOnlyList<EquityRow> Rows
    {
        get
        {
            Settle();
            return rows;
        }
    }

    /// <summary>The last equity of each trading date.</summary>
    public IReadOnlyList<(DateOnly Date, double Equity)> Days
    {
        get
        {
            Settle();
            return days;
        }
    }

    /// <summary>The fall from the peak so far.</summary>
    public Drawdown Drawdown
    {
        get
        {
            Settle();
            return drawdown;
        }
    }

    /// <summary>After which event nothing was left: the first whose equity was at or below zero, UTC; null when there is none.</summary>
    public DateTime? RuinedAt
    {
        get
        {
            Settle();
            return ruinedAt;
        }
    }

    /// <summary>The time-weighted mean of exposure, a ratio of equity; 0 for a run of fewer than two events.</summary>
    public double MeanExposure
    {
        get
        {
            Settle();
            return Count < 2 ? 0 : exposureTime / (latest.Time - firstTime);
        }
    }

    /// <summary>Adds the account's worth after an event.</summary>
    public void Add(long time, double equity, double cash, double grossExposure)
    {
        if (inBlock == BlockLength) Settle();
        block[inBlock++] = new EquityRow(time, equity, cash, 0, grossExposure);
    }

    /// <summary>Works out of the events of the block what is kept of them.</summary>
    private void Settle()
    {
        if (inBlock == 0) return;
        var events = block.AsSpan(0, inBlock);
        inBlock = 0;
        if (isLatestExtra) rows.RemoveAt(rows.Count - 1);
        if (settled == 0) BeginAt(events[0].Time);
        for (int settledHere = 0; settledHere < events.Length;)
        {
            long untilKept = -settled & (stride - 1); // A stride is a power of two, so that its remainder is a mask.
            bool isKept = untilKept < events.Length - settledHere;
            int count = isKept ? (int)untilKept + 1 : events.Length - settledHere;
            Settle(events.Slice(settledHere, count));
            if (isKept) Keep(latest);
            settledHere += count;
        }

        isLatestExtra = rows[^1] != latest;
        if (isLatestExtra) rows.Add(latest);
        SettleDays(events);
        Chain?.Take(events);
    }

    /// <summary>Works out of events what holds for every one, whether it is kept or not.</summary>
    private void Settle(ReadOnlySpan<EquityRow> events)
    {
        double time = exposureTime;
        double exposure = latest.Exposure;
        long since = latest.Time;
        foreach (ref readonly var row in events)
        {
            time += exposure * (row.Time - since);
            since = row.Time;
            exposure = row.Exposure == 0 || row.Equity <= 0 ? 0 : row.Exposure / row.Equity;
        }

        exposureTime = time;
        settled += events.Length;
        drawdown.Mark(events);
        if (drawdown.Deepest >= 1 && ruinedAt is null) ruinedAt = RuinIn(events);
        latest = events[^1] with { Drawdown = drawdown.Current, Exposure = exposure };
    }

    private static DateTime? RuinIn(ReadOnlySpan<EquityRow> events)
    {
        foreach (ref readonly var row in events)
        {
            if (row.Equity <= 0) return new DateTime(row.Time, DateTimeKind.Utc);
        }

        return null;
    }

    private void BeginAt(long time)
    {
        firstTime = time;
        latest = latest with { Time = time };
    }

    private void Keep(in EquityRow row)
    {
        rows.Add(row);
        if (rows.Count < MostRows) return;
        stride *= 2;
        for (int i = 1; 2 * i < rows.Count; i++) rows[i] = rows[2 * i];
        rows.RemoveRange(rows.Count / 2, rows.Count - (rows.Count / 2));
    }

    private void SettleDays(ReadOnlySpan<EquityRow> events)
    {
        for (int index = 0; index < events.Length; index++)
        {
            var date = DateAt(events, index);
            index = LastOf(date, index, events);
            if (days.Count > 0 && days[^1].Date == date) days[^1] = (date, events[index].Equity);
            else days.Add((date, events[index].Equity));
        }
    }

    /// <summary>The last event of a date, found in a number of steps that grows with the logarithm of the day's events.</summary>
    private int LastOf(DateOnly date, int first, ReadOnlySpan<EquityRow> events)
    {
        if (DateAt(events, events.Length - 1) == date) return events.Length - 1;
        int step = 1;
        int inside = first;
        while (inside + step < events.Length && DateAt(events, inside + step) == date)
        {
            inside += step;
            step *= 2;
        }

        for (; step > 0; step /= 2)
        {
            if (inside + step < events.Length && DateAt(events, inside + step) == date) inside += step;
        }

        return inside;
    }

    private DateOnly DateAt(ReadOnlySpan<EquityRow> events, int index) =>
        calendar.DateOf(new DateTime(events[index].Time, DateTimeKind.Utc));
}
