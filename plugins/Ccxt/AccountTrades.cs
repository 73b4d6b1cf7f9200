using System.Text.Json;
using StrategyHost.Plugins;

namespace Ccxt;

/// <summary>The account's trades, as executions, and what they make of its orders.</summary>
internal sealed class AccountTrades(Exchange exchange, OrderMemory memory, OrderLookup lookup, TimeProvider clock)
{
    private const int TradesOfPage = 100;
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(7);
    private readonly Fills fills = new();
    private readonly FeeRates rates = new(exchange);

    /// <summary>What of an order is known to be filled.</summary>
    /// <param name="id">One of the exchange's names for it.</param>
    public (decimal Gross, decimal Kept) Of(string id) => fills.Of(memory.Named(id)?.Ids ?? [id]);

    /// <summary>The trades of a symbol since an instant, oldest first.</summary>
    public async Task<IReadOnlyList<Execution>> SinceAsync(string symbol, DateTime since, CancellationToken cancellation)
    {
        var market = exchange.MarketOf(symbol);
        var executions = new Dictionary<string, Execution>(StringComparer.Ordinal);
        foreach (var (from, until) in WindowsSince(since))
        {
            var rows = await RowsAsync(symbol, from, until, cancellation);
            await lookup.KnowAsync(rows.Select(r => r.Text("order")), symbol, cancellation);
            await rates.LearnAsync(rows, market, cancellation);
            foreach (var execution in rows.Select(r => ExecutionOf(r, market))) executions[execution.Id] = execution;
        }

        return [.. executions.Values.Where(e => e.Time >= since).OrderBy(e => e.Time)];
    }

    /// <summary>A trade that the exchange has told of.</summary>
    public async Task<Execution> TakeAsync(JsonElement trade, ExchangeMarket market, CancellationToken cancellation)
    {
        await lookup.KnowAsync([trade.Text("order")], market.Instrument.Symbol, cancellation);
        await rates.LearnAsync([trade], market, cancellation);
        return ExecutionOf(trade, market);
    }

    private static long Milliseconds(DateTime utc) =>
        new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).ToUnixTimeMilliseconds();

    private Execution ExecutionOf(JsonElement trade, ExchangeMarket market) =>
        fills.Take(trade, market, memory.ClientIdOf(trade.Text("order") ?? ""), rates.Of);

    /// <summary>The spans of time to ask for: Bybit answers for a week from the start that it is given, others up to now.</summary>
    private List<(DateTime From, DateTime? Until)> WindowsSince(DateTime since)
    {
        if (exchange.Settings.Exchange != "bybit") return [(since, null)];
        var windows = new List<(DateTime, DateTime?)>();
        for (var from = since; from <= clock.GetUtcNow().UtcDateTime; from += LongestWindow) windows.Add((from, from + LongestWindow));
        return windows;
    }

    private async Task<List<JsonElement>> RowsAsync(string symbol, DateTime from, DateTime? until, CancellationToken cancellation)
    {
        var parameters = new Dictionary<string, object>();
        if (until is { } end) parameters["until"] = Milliseconds(end);
        var page = (await exchange.AskAsync("fetchMyTrades", cancellation, symbol, Milliseconds(from), TradesOfPage, parameters)).Rows()
            .ToList();
        if (page.Count < TradesOfPage) return page;

        // ccxt knows in which direction each exchange turns its pages.
        parameters["paginate"] = true;
        return [.. page,
            .. (await exchange.AskAsync("fetchMyTrades", cancellation, symbol, Milliseconds(from), TradesOfPage, parameters)).Rows()];
    }
}
