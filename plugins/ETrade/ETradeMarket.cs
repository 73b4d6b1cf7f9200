using System.Runtime.CompilerServices;
using System.Text.Json;
using StrategyHost;
using StrategyHost.Plugins;

namespace ETrade;

/// <summary>Quotes that are asked for again and again, 25 symbols at a time, and bars made of them: E*TRADE has no streams and no past
/// bars.</summary>
internal sealed class ETradeMarket(ETradeLine line, TimeSpan poll, Action<string> warn, TimeProvider clock) : IMarketData
{
    private const int SymbolsOfRequest = 25;
    private const int UnknownSymbol = 1019;
    private bool hasWarned;

    public MarketDataCapabilities Capabilities { get; } = new() { Quotes = true, Snapshots = true };

    public async Task<Instrument?> FindAsync(string symbol, CancellationToken cancellation) =>
        await AskAsync([symbol], cancellation) is [var row]
        ? new Instrument { Symbol = row.Symbol, Venue = "ETRADE", Currency = "USD", TickSize = 0.01m, LotSize = 1, Calendar = "XNYS" }
        : null;

    public async Task<Quote?> SnapshotAsync(string symbol, CancellationToken cancellation) =>
        await AskAsync([symbol], cancellation) is [var row] ? row.Quote : null;

    public async IAsyncEnumerable<SymbolQuote> QuotesAsync(IReadOnlyList<string> symbols,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = new Dictionary<string, Quote>(StringComparer.Ordinal);
        await foreach (var row in RowsAsync(symbols, cancellation))
        {
            if (last.TryGetValue(row.Symbol, out var before) && before == row.Quote) continue;
            last[row.Symbol] = row.Quote;
            yield return new SymbolQuote(row.Symbol, row.Quote);
        }
    }

    public async IAsyncEnumerable<SymbolBar> BarsAsync(IReadOnlyList<string> symbols, Resolution resolution, DateTime after,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (resolution.Measure != BarMeasure.Time || resolution.IsOfDays)
            throw new BrokerException(BrokerError.Invalid,
                "E*TRADE has no bars, and quotes make bars of seconds to hours: set \"resolution\": \"1m\".")
            { Field = "resolution" };
        var making = symbols.ToDictionary(s => s, _ => new QuoteBars(resolution.Span), StringComparer.Ordinal);
        await foreach (var row in RowsAsync(symbols, cancellation))
        {
            if (making[row.Symbol].Take(row.Quote.Time, row.Last, row.Volume) is { } bar && bar.End > after)
                yield return new SymbolBar(row.Symbol, bar);
        }
    }

    private async IAsyncEnumerable<Row> RowsAsync(IReadOnlyList<string> symbols, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(poll, clock);
        do
        {
            foreach (var batch in symbols.Chunk(SymbolsOfRequest))
            {
                foreach (var row in await AskAsync(batch, cancellation)) yield return row;
            }
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    /// <summary>The quotes of symbols, without those that E*TRADE does not know.</summary>
    private async Task<List<Row>> AskAsync(IReadOnlyList<string> symbols, CancellationToken cancellation)
    {
        JsonElement answer;
        try
        {
            answer = (await line.GetAsync(RequestKind.Market,
                $"v1/market/quote/{string.Join(',', symbols.Select(Uri.EscapeDataString))}.json", cancellation, ("detailFlag", "ALL")))
                .At("QuoteResponse");
        }
        catch (BrokerException refusal) when (refusal.Error == BrokerError.UnknownInstrument)
        {
            return [];
        }

        if (answer.At("Messages").All("Message").FirstOrDefault(m =>
            m.Text("type") == "ERROR" && m.Number("code") != UnknownSymbol) is { ValueKind: JsonValueKind.Object } message)
            throw ETradeError.Of((int)(message.Number("code") ?? 0), message.Text("description") ?? "");
        var rows = answer.All("QuoteData").Select(RowOf).Where(r => symbols.Contains(r.Symbol)).ToList();
        if (!hasWarned && rows.Any(r => r.IsDelayed))
        {
            hasWarned = true;
            warn("E*TRADE gives quotes with a delay until its market data agreement is signed on its pages: do not trade on them.");
        }

        return rows;
    }

    private static Row RowOf(JsonElement data)
    {
        var all = data.At("All");
        var time = DateTime.UnixEpoch.AddSeconds((double)(data.Number("dateTimeUTC") ?? 0));
        double Price(string name) => all.Number(name) is > 0 and { } price ? (double)price : double.NaN;
        var quote = new Quote(time, Price("bid"), (double)(all.Number("bidSize") ?? 0), Price("ask"), (double)(all.Number("askSize") ?? 0));
        return new Row(data.At("Product").Text("symbol") ?? "", quote, Price("lastTrade"), (double)(all.Number("totalVolume") ?? 0),
            data.Text("quoteStatus") == "DELAYED");
    }

    private sealed record Row(string Symbol, Quote Quote, double Last, double Volume, bool IsDelayed);
}
