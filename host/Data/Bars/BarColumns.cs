namespace StrategyHost.Data.Bars;

/// <summary>Bars in growing columns.</summary>
internal sealed class BarColumns
{
    private long[] starts = new long[1024];
    private long[] ends = new long[1024];
    private readonly double[][] numbers = [new double[1024], new double[1024], new double[1024], new double[1024], new double[1024]];

    public int Count { get; private set; }

    public long LastEnd => ends[Count - 1];

    public DateTime LastStart => new(starts[Count - 1], DateTimeKind.Utc);

    /// <summary>When the bars start, UTC ticks.</summary>
    public ReadOnlySpan<long> Starts => starts.AsSpan(0, Count);

    /// <summary>Ends the last bar earlier.</summary>
    /// <returns>When it ends now, UTC ticks.</returns>
    public long EndLastAt(DateTime utc) => ends[Count - 1] = utc.Ticks;

    public void Add(in Bar bar)
    {
        if (Count == starts.Length) Resize(Count * 2);
        starts[Count] = bar.Start.Ticks;
        ends[Count] = bar.End.Ticks;
        numbers[0][Count] = bar.Open;
        numbers[1][Count] = bar.High;
        numbers[2][Count] = bar.Low;
        numbers[3][Count] = bar.Close;
        numbers[4][Count] = bar.Volume;
        Count++;
    }

    /// <summary>Whether any bar has a volume.</summary>
    public bool HasVolume => numbers[4].AsSpan(0, Count).ContainsAnyExcept(0);

    /// <summary>Takes other numbers for the volumes.</summary>
    public void ReplaceVolumes(List<double> volumes) => volumes.CopyTo(numbers[4]);

    /// <summary>The columns as a series. They must not be added to afterwards.</summary>
    public BarSeries ToSeries(Instrument instrument, TradingCalendar calendar, Resolution resolution,
        IReadOnlyList<CorporateAction> actions, QuoteColumns? quotes = null) => new(
        instrument, calendar, resolution, starts.AsMemory(0, Count), ends.AsMemory(0, Count),
        numbers[0].AsMemory(0, Count), numbers[1].AsMemory(0, Count), numbers[2].AsMemory(0, Count), numbers[3].AsMemory(0, Count),
        numbers[4].AsMemory(0, Count))
        {
            Actions = actions,
            Quotes = quotes,
        };

    private void Resize(int capacity)
    {
        Array.Resize(ref starts, capacity);
        Array.Resize(ref ends, capacity);
        for (int i = 0; i < numbers.Length; i++) Array.Resize(ref numbers[i], capacity);
    }
}
