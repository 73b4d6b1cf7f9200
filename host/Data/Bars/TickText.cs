using System.Globalization;
using System.Text;
using StrategyHost.Data.Calendars;
using StrategyHost.Data.Csv;

namespace StrategyHost.Data.Bars;

/// <summary>
/// Reads quotes (<c>time,bid,bid_size,ask,ask_size</c>) or trades (<c>time,price,size</c>) from a text file, in any order of
/// columns. Each becomes a bar of a single price: a quote at its middle, a trade at its price. An empty price is a side on
/// which nobody quotes.
/// </summary>
public sealed class TickText
{
    private static readonly string[] Times = ["time", "timestamp", "datetime", "date"];
    private readonly Instrument instrument;
    private readonly CsvOptions options;
    private readonly Action<RejectedRow>? reject;
    private readonly BarColumns columns = new();
    private readonly List<double>[] quotes = [[], [], [], []];

    /// <summary>A reader.</summary>
    /// <param name="instrument">What the ticks are of.</param>
    /// <param name="options">What the user says about the file.</param>
    /// <param name="reject">Takes the rows that are not ticks; null to stop at the first.</param>
    public TickText(Instrument instrument, CsvOptions options, Action<RejectedRow>? reject)
    {
        this.instrument = instrument;
        this.options = options;
        this.reject = reject;
    }

    /// <summary>Whether a file's header is one of ticks.</summary>
    /// <exception cref="DataException">The file cannot be read.</exception>
    public static bool Recognizes(string path)
    {
        var sources = TextSource.In(path);
        if (sources.Count == 0) return false;
        using var lines = sources[0].Open();
        return lines.TryRead(out var header) && Layout.Of(header) is not null;
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataException">The file is missing, or has a row that is no tick.</exception>
    public ReadBars Read(string path, CancellationToken cancellation)
    {
        string zoneName = options.Zone ?? "UTC";
        var zone = TimeZones.Find(zoneName);
        Layout? first = null;
        foreach (var source in TextSource.In(path))
        {
            cancellation.ThrowIfCancellationRequested();
            using var lines = source.Open();
            if (!lines.TryRead(out var header) || Layout.Of(header) is not { } layout)
                throw new DataException(
                    $"{source.Name}:1: the header names no quotes and no trades: write time,bid,bid_size,ask,ask_size or time,price,size.");
            first ??= layout;
            var fields = new Fields();
            while (lines.TryRead(out var line))
            {
                fields.Split(line, layout.Delimiter);
                if (Take(layout, fields, line, zone) is not { } problem) continue;
                if (reject is null) throw new DataException($"{source.Name}:{lines.Line}: this row is not a tick: {problem}.");
                reject(new RejectedRow(source.Name, lines.Line, Encoding.UTF8.GetString(line), problem));
            }
        }

        if (columns.Count == 0) throw new DataException($"{path} holds no tick.");
        return new ReadBars(Series(first!, zone), [first!.IsQuotes ? "quotes" : "trades", $"times without an offset are in {zoneName}"]);
    }

    private BarSeries Series(Layout layout, NodaTime.DateTimeZone zone)
    {
        TradingCalendar calendar =
            options.Calendar is { } name ? TradingCalendars.Find(name) : new UnscheduledCalendar(zone, TradingDays.PerYear(columns, zone));
        var known = instrument with { Calendar = calendar.Name };
        double[] Column(int index) => [.. quotes[index]];
        return columns.ToSeries(known, calendar, Resolution.Tick, [],
            layout.IsQuotes ? new QuoteColumns(Column(0), Column(1), Column(2), Column(3)) : null);
    }

    private string? Take(Layout layout, Fields fields, ReadOnlySpan<byte> line, NodaTime.DateTimeZone zone)
    {
        var text = fields.Get(line, layout.Time);
        bool isTime = options.TimeFormat is { } form ? TimeText.TryParse(text, form, out var time) : TimeText.TryParse(text, out time);
        if (!isTime) return $"'{Encoding.UTF8.GetString(text)}' is not a time";
        var utc = time.Time.Kind == DateTimeKind.Utc ? time.Time : zone.ToUtc(time.Time);
        if (columns.Count > 0 && utc.Ticks < columns.LastEnd)
            return string.Create(CultureInfo.InvariantCulture, $"its time {utc:yyyy-MM-ddTHH:mm:ss.fffZ} is before that of the row above");
        return layout.IsQuotes ? TakeQuote(layout, fields, line, utc) : TakeTrade(layout, fields, line, utc);
    }

    private string? TakeQuote(Layout layout, Fields fields, ReadOnlySpan<byte> line, DateTime utc)
    {
        if (Price(fields, line, layout.Bid, "bid", out double bid) is { } badBid) return badBid;
        if (Price(fields, line, layout.Ask, "ask", out double ask) is { } badAsk) return badAsk;
        if (double.IsNaN(bid) && double.IsNaN(ask)) return "it has neither a bid nor an ask";
        if (bid > ask) return string.Create(CultureInfo.InvariantCulture, $"its bid {bid} is above its ask {ask}");
        if (Size(fields, line, layout.BidSize, out double bidSize) is { } badBidSize) return badBidSize;
        if (Size(fields, line, layout.AskSize, out double askSize) is { } badAskSize) return badAskSize;
        double middle = double.IsNaN(bid) ? ask : double.IsNaN(ask) ? bid : (bid + ask) / 2;
        columns.Add(new Bar(utc, utc, middle, middle, middle, middle, 0));
        quotes[0].Add(bid);
        quotes[1].Add(bidSize);
        quotes[2].Add(ask);
        quotes[3].Add(askSize);
        return null;
    }

    private string? TakeTrade(Layout layout, Fields fields, ReadOnlySpan<byte> line, DateTime utc)
    {
        if (Price(fields, line, layout.Price, "price", out double price) is { } badPrice) return badPrice;
        if (double.IsNaN(price)) return "its price is missing";
        if (Size(fields, line, layout.Size, out double size) is { } badSize) return badSize;
        columns.Add(new Bar(utc, utc, price, price, price, price, size));
        return null;
    }

    private static string? Price(Fields fields, ReadOnlySpan<byte> line, int column, string name, out double price)
    {
        price = double.NaN;
        if (fields.Get(line, column).IsEmpty) return null;
        bool isRead = fields.TryGetNumber(line, column, out price) && double.IsFinite(price);
        return isRead && price is > 0 and <= 1e12
            ? null : $"its {name} '{Encoding.UTF8.GetString(fields.Get(line, column))}' is not a price above zero";
    }

    private static string? Size(Fields fields, ReadOnlySpan<byte> line, int column, out double size)
    {
        size = 0;
        if (column < 0 || fields.Get(line, column).IsEmpty) return null;
        bool isRead = fields.TryGetNumber(line, column, out size) && double.IsFinite(size);
        return isRead && size is >= 0 and <= 1e15
            ? null : $"its size '{Encoding.UTF8.GetString(fields.Get(line, column))}' is not a quantity";
    }

    private sealed record Layout(byte Delimiter, int Time, int Bid, int BidSize, int Ask, int AskSize, int Price, int Size)
    {
        public bool IsQuotes => Bid >= 0;

        public static Layout? Of(ReadOnlySpan<byte> header)
        {
            byte delimiter = header.Contains((byte)';') ? (byte)';' : header.Contains((byte)'\t') ? (byte)'\t' : (byte)',';
            var names = Encoding.UTF8.GetString(header).Split((char)delimiter)
                .Select(n => n.Trim(' ', '"').ToLowerInvariant().Replace("_", "", StringComparison.Ordinal)).ToList();
            int time = names.FindIndex(n => Times.Contains(n));
            if (time < 0 || names.Any(n => n is "open" or "high" or "low" or "close")) return null;
            int bid = names.IndexOf("bid"), ask = names.IndexOf("ask"), price = names.IndexOf("price");
            int size = names.FindIndex(n => n is "size" or "quantity" or "volume" or "qty");
            bool isQuotes = bid >= 0 && ask >= 0;
            if (!isQuotes && (price < 0 || size < 0)) return null;
            return new Layout(delimiter, time, isQuotes ? bid : -1, names.IndexOf("bidsize"), ask, names.IndexOf("asksize"), price, size);
        }
    }
}
