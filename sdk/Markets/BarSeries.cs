namespace StrategyHost;

/// <summary>
/// The bars of one symbol at one resolution, oldest first, as columns. Ends rise strictly; those of ticks can be equal. The columns may be
/// views of
/// a mapped file; they are valid until the series is disposed.
/// </summary>
public sealed class BarSeries : IDisposable
{
    private readonly ReadOnlyMemory<long> starts;
    private readonly ReadOnlyMemory<long> ends;
    private readonly ReadOnlyMemory<double> opens;
    private readonly ReadOnlyMemory<double> highs;
    private readonly ReadOnlyMemory<double> lows;
    private readonly ReadOnlyMemory<double> closes;
    private readonly ReadOnlyMemory<double> volumes;
    private readonly IDisposable? owner;

    /// <summary>A series over columns that the caller has validated. All columns have the same length.</summary>
    /// <param name="instrument">What the bars are of.</param>
    /// <param name="calendar">When it trades.</param>
    /// <param name="resolution">How long a bar lasts.</param>
    /// <param name="starts">When each bar begins, in ticks of <see cref="DateTime"/>, UTC.</param>
    /// <param name="ends">When each bar ends, in ticks of <see cref="DateTime"/>, UTC, rising.</param>
    /// <param name="opens">First prices.</param>
    /// <param name="highs">Highest prices.</param>
    /// <param name="lows">Lowest prices.</param>
    /// <param name="closes">Last prices.</param>
    /// <param name="volumes">Traded quantities.</param>
    /// <param name="owner">What to dispose with the series, such as a mapped file; null when there is nothing.</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public BarSeries(
        Instrument instrument, TradingCalendar calendar, Resolution resolution,
        ReadOnlyMemory<long> starts, ReadOnlyMemory<long> ends,
        ReadOnlyMemory<double> opens, ReadOnlyMemory<double> highs, ReadOnlyMemory<double> lows,
        ReadOnlyMemory<double> closes, ReadOnlyMemory<double> volumes,
        IDisposable? owner = null)
    {
        int count = ends.Length;
        if (starts.Length != count || opens.Length != count || highs.Length != count
            || lows.Length != count || closes.Length != count || volumes.Length != count)
            throw new ArgumentException("The columns of a bar series must have the same length.", nameof(ends));
        Instrument = instrument;
        Calendar = calendar;
        Resolution = resolution;
        this.starts = starts;
        this.ends = ends;
        this.opens = opens;
        this.highs = highs;
        this.lows = lows;
        this.closes = closes;
        this.volumes = volumes;
        this.owner = owner;
    }

    /// <summary>What the bars are of.</summary>
    public Instrument Instrument { get; }

    /// <summary>When it trades.</summary>
    public TradingCalendar Calendar { get; }

    /// <summary>How long a bar lasts.</summary>
    public Resolution Resolution { get; }

    /// <summary>Splits and dividends of the instrument, by rising date. Prices of the bars are raw: not adjusted for them.</summary>
    public IReadOnlyList<CorporateAction> Actions { get; init; } = [];

    /// <summary>The quotes behind the bars, where each bar is a quote at its middle; null for bars of trades.</summary>
    public QuoteColumns? Quotes { get; init; }

    /// <summary>How many bars there are.</summary>
    public int Count => ends.Length;

    /// <summary>The columns of times: starts and ends, in ticks of <see cref="DateTime"/>, UTC.</summary>
    internal (ReadOnlyMemory<long> Starts, ReadOnlyMemory<long> Ends) Times => (starts, ends);

    /// <summary>The columns of numbers: open, high, low, close and volume.</summary>
    internal IReadOnlyList<ReadOnlyMemory<double>> Numbers => [opens, highs, lows, closes, volumes];

    /// <summary>The bar at a position, 0 being the oldest.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such bar.</exception>
    public Bar this[int index] => new(
        new DateTime(starts.Span[index], DateTimeKind.Utc), new DateTime(ends.Span[index], DateTimeKind.Utc),
        opens.Span[index], highs.Span[index], lows.Span[index], closes.Span[index], volumes.Span[index]);

    /// <summary>When the bar at a position ends, UTC.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such bar.</exception>
    public DateTime EndOf(int index) => new(ends.Span[index], DateTimeKind.Utc);

    /// <summary>Copies bars from <paramref name="index"/> on into <paramref name="destination"/>, as many as fit, and says how
    /// many.</summary>
    public int CopyTo(int index, Span<Bar> destination)
    {
        int count = Math.Min(destination.Length, Count - index);
        if (count <= 0) return 0;
        var start = starts.Span.Slice(index, count);
        var end = ends.Span.Slice(index, count);
        var open = opens.Span.Slice(index, count);
        var high = highs.Span.Slice(index, count);
        var low = lows.Span.Slice(index, count);
        var close = closes.Span.Slice(index, count);
        var volume = volumes.Span.Slice(index, count);
        for (int i = 0; i < count; i++)
        {
            destination[i] = new Bar(
                new DateTime(start[i], DateTimeKind.Utc), new DateTime(end[i], DateTimeKind.Utc),
                open[i], high[i], low[i], close[i], volume[i]);
        }

        return count;
    }

    /// <summary>The position of the first bar that ends at or after an instant; <see cref="Count"/> when there is none.</summary>
    public int FirstEndingAtOrAfter(DateTime utc)
    {
        int low = 0;
        int high = Count;
        var column = ends.Span;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (column[middle] < utc.Ticks) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>Releases the mapped file, if there is one. The columns must not be read afterwards.</summary>
    public void Dispose() => owner?.Dispose();
}
