using System.Globalization;
using System.Runtime.CompilerServices;
using StrategyHost;
using StrategyHost.Plugins;

namespace Practice;

/// <summary>Market data of the practice broker: bars of a minute, and quotes.</summary>
internal sealed class PracticeMarket(PracticeLine line) : IMarketData
{
    public MarketDataCapabilities Capabilities { get; } = new() { Quotes = true, History = true };

    public Task<Instrument?> FindAsync(string symbol, CancellationToken cancellation) =>
        line.GetAsync<Instrument>($"instruments/{Uri.EscapeDataString(symbol)}", cancellation);

    public async IAsyncEnumerable<SymbolBar> BarsAsync(IReadOnlyList<string> symbols, Resolution resolution, DateTime after,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (resolution != Resolution.Minute)
            throw new BrokerException(BrokerError.Invalid,
                "The practice broker has bars of one minute alone: set \"resolution\": \"1m\".")
            { Field = "resolution" };
        var last = after;
        await foreach (var message in line.StreamAsync(symbols, cancellation))
        {
            string? type = message.GetProperty("type").GetString();
            if (type is not ("subscribed" or "bar" or "over")) continue;

            // Bars are asked for whenever one has ended, so that none is missed between two connections.
            var past = await line.GetAsync<Past>(
                $"bars?symbols={Uri.EscapeDataString(string.Join(',', symbols))}&after={last.ToString("O", CultureInfo.InvariantCulture)}",
                cancellation);
            foreach (var row in past!.Bars.Where(b => b.End > last))
                yield return new SymbolBar(row.Symbol, new Bar(row.Start, row.End, row.Open, row.High, row.Low, row.Close, row.Volume));
            if (past.Bars.Length > 0 && past.Bars[^1].End > last) last = past.Bars[^1].End;
            if (past.IsOver) yield break;
        }
    }

    public async IAsyncEnumerable<SymbolQuote> QuotesAsync(IReadOnlyList<string> symbols,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var message in line.StreamAsync(symbols, cancellation))
        {
            if (message.GetProperty("type").GetString() != "quote") continue;
            var row = PracticeLine.Read<QuoteRow>(message, "quote");
            yield return new SymbolQuote(row.Symbol, new Quote(row.Time, row.Bid, row.BidSize, row.Ask, row.AskSize));
        }
    }

    public async Task<IReadOnlyList<Bar>> HistoryAsync(string symbol, Resolution resolution, DateTime from, DateTime to,
        CancellationToken cancellation)
    {
        if (resolution != Resolution.Minute) return [];
        var past = await line.GetAsync<Past>(
            $"bars?symbols={Uri.EscapeDataString(symbol)}&after={from.ToString("O", CultureInfo.InvariantCulture)}", cancellation);
        return [.. past!.Bars.Where(b => b.Start >= from && b.End <= to)
            .Select(b => new Bar(b.Start, b.End, b.Open, b.High, b.Low, b.Close, b.Volume))];
    }

    private sealed record Past(bool IsOver, BarRow[] Bars);

    private sealed record BarRow(string Symbol, DateTime Start, DateTime End, double Open, double High, double Low, double Close,
        double Volume);

    private sealed record QuoteRow(string Symbol, DateTime Time, double Bid, double BidSize, double Ask, double AskSize);
}
