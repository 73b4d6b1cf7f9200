using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using StrategyHost;
using StrategyHost.Plugins;

namespace Ccxt;

/// <summary>An exchange's market data.</summary>
internal sealed class CcxtMarket(Exchange exchange, TimeProvider clock) : IMarketData
{
    private const int BarsOfPage = 500;

    /// <summary>How many pieces of several streams wait at most: then the streams wait, and end when they have too many themselves. The
    /// host takes quotes at once, and keeps the latest.</summary>
    private const int MostWaiting = 1000;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    public MarketDataCapabilities Capabilities { get; } = exchange.Abilities.MarketData();

    public Task<Instrument?> FindAsync(string symbol, CancellationToken cancellation) =>
        Task.FromResult(exchange.Markets.GetValueOrDefault(symbol)?.Instrument);

    public Task<IReadOnlyList<Instrument>> InstrumentsAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Instrument>>([.. exchange.Markets.Values.Select(m => m.Instrument)]);

    public async Task<Quote?> SnapshotAsync(string symbol, CancellationToken cancellation) =>
        QuoteOf(await exchange.AskAsync("fetchTicker", cancellation, symbol));

    public async Task<IReadOnlyList<Bar>> HistoryAsync(string symbol, Resolution resolution, DateTime from, DateTime to,
        CancellationToken cancellation)
    {
        string? frame = FrameOf(resolution);
        if (frame is null) return [];
        var bars = new SortedDictionary<DateTime, Bar>();
        for (var start = from; start < to;)
        {
            int before = bars.Count;
            foreach (var bar in await PageAsync(symbol, frame, resolution.Span, start, cancellation))
            {
                if (bar.Start >= from && bar.End <= to) bars[bar.Start] = bar;
            }

            if (bars.Count == before) break;
            start = bars.Last().Value.End;
        }

        return [.. bars.Values];
    }

    public async IAsyncEnumerable<SymbolBar> BarsAsync(IReadOnlyList<string> symbols, Resolution resolution, DateTime after,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        string frame = FrameOf(resolution) ?? throw new BrokerException(BrokerError.Invalid,
            $"{exchange.Settings.Exchange} has no bars of {resolution}: it has {string.Join(", ", exchange.Timeframes)}.")
        {
            Field = "resolution"
        };
        var last = symbols.ToDictionary(s => s, _ => after, StringComparer.Ordinal);
        var ended = new SortedSet<(DateTime End, string Symbol,
            Bar Bar)>(Comparer<(DateTime End, string Symbol, Bar Bar)>.Create((a, b) =>
                a.End != b.End ? a.End.CompareTo(b.End) : string.CompareOrdinal(a.Symbol, b.Symbol)));
        await foreach (var _ in BeatsAsync(symbols, frame, cancellation))
        {
            // Bars are asked for whenever one may have ended, so that none is missed between two connections.
            ended.Clear();
            foreach (var symbol in symbols)
            {
                var page = await PageAsync(symbol, frame, resolution.Span, last[symbol], cancellation);
                foreach (var bar in page.SkipLast(1).Where(b => b.End > last[symbol])) ended.Add((bar.End, symbol, bar));
            }

            foreach (var (end, symbol, bar) in ended)
            {
                last[symbol] = end;
                yield return new SymbolBar(symbol, bar);
            }
        }
    }

    public async IAsyncEnumerable<SymbolQuote> QuotesAsync(IReadOnlyList<string> symbols,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        string stream = exchange.Abilities.Has("watchBidsAsks") ? "watchBidsAsks" : "watchTicker";
        await foreach (var row in RowsAsync(symbols,
            stream == "watchBidsAsks" ? [(stream, [symbols])] : [.. symbols.Select(s => (stream, new object?[] { s }))], cancellation))
        {
            if (row.Text("symbol") is { } symbol && QuoteOf(row) is { } quote) yield return new SymbolQuote(symbol, quote);
        }
    }

    public async IAsyncEnumerable<SymbolTrade> TradesAsync(IReadOnlyList<string> symbols,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in RowsAsync(symbols, [.. symbols.Select(s => ("watchTrades", new object?[] { s }))], cancellation))
        {
            if (row.Text("symbol") is { } symbol && row.Number("price") is { } price)
                yield return new SymbolTrade(symbol,
                    new Trade(row.Time("timestamp") ?? Now, (double)price, (double)(row.Number("amount") ?? 0)));
        }
    }

    public async IAsyncEnumerable<Depth> DepthAsync(IReadOnlyList<string> symbols, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in RowsAsync(symbols, [.. symbols.Select(s => ("watchOrderBook", new object?[] { s }))], cancellation))
        {
            if (row.Text("symbol") is { } symbol)
                yield return new Depth(symbol, row.Time("timestamp") ?? Now, Levels(row.At("bids")), Levels(row.At("asks")));
        }
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private static List<(double Price, double Size)> Levels(JsonElement side) =>
        [.. side.Rows().Select(l => (l[0].GetDouble(), l[1].GetDouble()))];

    private Quote? QuoteOf(JsonElement row) => row.Number("bid") is null && row.Number("ask") is null
        ? null
        : new Quote(row.Time("timestamp") ?? Now, (double?)row.Number("bid") ?? double.NaN, (double)(row.Number("bidVolume") ?? 0),
            (double?)row.Number("ask") ?? double.NaN, (double)(row.Number("askVolume") ?? 0));

    private string? FrameOf(Resolution resolution)
    {
        if (resolution.Measure != BarMeasure.Time) return null;
        string frame = resolution.ToString();
        return exchange.Timeframes.Contains(frame) ? frame : null;
    }

    /// <summary>Bars from an instant on; the last may not have ended.</summary>
    private async Task<List<Bar>> PageAsync(string symbol, string frame, TimeSpan span, DateTime from, CancellationToken cancellation)
    {
        long since = new DateTimeOffset(DateTime.SpecifyKind(from, DateTimeKind.Utc)).ToUnixTimeMilliseconds();
        var rows = await exchange.AskAsync("fetchOHLCV", cancellation, symbol, frame, since, BarsOfPage);
        return [.. rows.Rows().Where(r => r.GetArrayLength() >= 6).Select(r => BarOf(r, span)).OrderBy(b => b.Start)];
    }

    private static Bar BarOf(JsonElement row, TimeSpan span)
    {
        var start = DateTime.UnixEpoch.AddMilliseconds(row[0].GetDouble());
        double Price(int at) => (double)(row[at].Number() ?? 0);
        return new Bar(start, start + span, Price(1), Price(2), Price(3), Price(4), Price(5));
    }

    /// <summary>Something whenever a bar may have ended: at the beginning, when the stream shows a new one, and now and then where there is
    /// no stream.</summary>
    private async IAsyncEnumerable<bool> BeatsAsync(IReadOnlyList<string> symbols, string frame,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return true;
        if (!exchange.Abilities.Has("watchOHLCV"))
        {
            using var timer = new PeriodicTimer(BetweenLooks, clock);
            while (await timer.WaitForNextTickAsync(cancellation)) yield return true;
        }

        var newest = new Dictionary<int, double>();
        await foreach (var (stream, row) in MergedAsync([.. symbols.Select(s => ("watchOHLCV", new object?[] { s, frame }))], cancellation))
        {
            double start = row[0].GetDouble();
            if (newest.TryGetValue(stream, out double before) && start <= before) continue;
            newest[stream] = start;
            yield return true;
        }
    }

    private async IAsyncEnumerable<JsonElement> RowsAsync(IReadOnlyList<string> symbols,
        IReadOnlyList<(string Name, object?[] Args)> streams, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var wanted = symbols.ToHashSet(StringComparer.Ordinal);
        await foreach (var (_, news) in MergedAsync(streams, cancellation))
        {
            if (news.Text("symbol") is not null) yield return news;
            else foreach (var part in news.EnumerateObject().Where(p => wanted.Contains(p.Name))) yield return part.Value;
        }
    }

    /// <summary>What several streams have, each piece with the number of its stream. One that breaks breaks all.</summary>
    private async IAsyncEnumerable<(int Stream, JsonElement News)> MergedAsync(IReadOnlyList<(string Name, object?[] Args)> streams,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var all = Channel.CreateBounded<(int, JsonElement)>(MostWaiting);
        var work = streams.Select((s, i) => PumpAsync(i, s.Name, s.Args, all.Writer, stop.Token)).ToArray();
        try
        {
            await foreach (var news in all.Reader.ReadAllAsync(cancellation)) yield return news;
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(work);
        }
    }

    private async Task PumpAsync(int stream, string name, object?[] args, ChannelWriter<(int, JsonElement)> all,
        CancellationToken cancellation)
    {
        try
        {
            await foreach (var news in exchange.WatchAsync(name, cancellation, args))
            {
                // Bars and trades come as lists, a book or a quote by itself.
                foreach (var row in news.Rows()) await all.WriteAsync((stream, row), cancellation);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or ChannelClosedException)
        {
            // Nobody listens any more, or another stream broke.
        }
        catch (BrokerException failure)
        {
            all.TryComplete(failure);
        }
    }
}
