using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using StrategyHost;
using StrategyHost.Plugins;

namespace Ccxt;

/// <summary>Trading at an exchange. An order is never shown further filled than its executions are known.</summary>
internal sealed class CcxtTrading : ITrading
{
    private const int TradesOfPage = 100;
    private static readonly TimeSpan AfterSubscription = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(7);
    private static readonly TimeSpan UntilSecondLook = TimeSpan.FromSeconds(3);

    /// <summary>Exchanges at which a changed order stays the same order.</summary>
    private static readonly string[] Amending = ["okx", "bybit"];

    /// <summary>Exchanges whose orders that wait for a price were tried out: with futures, Binance keeps them elsewhere.</summary>
    private static readonly (string Exchange, bool IsSpot)[] Triggering = [("binance", true), ("bybit", true), ("bybit", false)];
    private readonly Exchange exchange;
    private readonly OrderMemory memory;
    private readonly TimeProvider clock;
    private readonly Fills fills = new();
    private readonly FeeRates rates;

    public CcxtTrading(Exchange exchange, OrderMemory memory, TimeProvider clock)
    {
        this.exchange = exchange;
        this.memory = memory;
        this.clock = clock;
        rates = new FeeRates(exchange);
        string name = exchange.Settings.Exchange;
        bool triggers = Triggering.Contains((name, exchange.Settings.IsSpot));
        Capabilities = new TradingCapabilities
        {
            OrderTypes = triggers ? [OrderType.Market, OrderType.Limit, OrderType.Stop, OrderType.StopLimit] : [OrderType.Market, OrderType.Limit],
            TimesInForce =
            [
                TimeInForceKind.GoodTillCancelled,
                .. exchange.CanOrder("timeInForce", "IOC") ? new[] { TimeInForceKind.ImmediateOrCancel } : [],
                .. exchange.CanOrder("timeInForce", "FOK") ? new[] { TimeInForceKind.FillOrKill } : [],
            ],
            AmendsOrders = Amending.Contains(name),
            StreamsReports = exchange.Has("watchOrders") && exchange.Has("watchMyTrades"),
            PositionsCostCash = exchange.Settings.IsSpot,
            TakesPostOnly = exchange.CanOrder("timeInForce", "PO"),
        };
    }

    public TradingCapabilities Capabilities { get; }

    public async Task<BrokerOrder> SubmitAsync(OrderTicket ticket, CancellationToken cancellation)
    {
        var market = MarketOf(ticket.Symbol);
        if (ticket.Quantity <= 0) throw new BrokerException(BrokerError.Invalid, "The quantity must be above zero.") { Field = "quantity" };
        var order = new KnownOrder(ticket.ClientId, ticket.Symbol, ticket.Type is OrderType.Stop or OrderType.StopLimit, null);
        memory.Keep(order);
        try
        {
            var made = await exchange.DoAsync(
                "createOrder", cancellation, ticket.Symbol, ticket.LimitPrice is null ? "market" : "limit", ticket.Side == Side.Buy ? "buy" : "sell", Text(ticket.Quantity), Text(ticket.LimitPrice), Parameters(ticket, market));
            if (made.Text("id") is { Length: > 0 } id) memory.Keep(order with { Id = id });
            return new BrokerOrder
            {
                ClientId = ticket.ClientId,
                BrokerId = made.Text("id") ?? "",
                Symbol = ticket.Symbol,
                Side = ticket.Side,
                Quantity = ticket.Quantity,
                LimitPrice = ticket.LimitPrice,
                StopPrice = ticket.StopPrice,
                Status = OrderStatus.Accepted,
            };
        }
        catch (BrokerException refusal) when (refusal.Error is not (BrokerError.OutcomeUnknown or BrokerError.DuplicateClientId))
        {
            memory.Drop(order);
            throw;
        }
    }

    public async Task CancelAsync(BrokerOrder order, CancellationToken cancellation)
    {
        var known = order.ClientId is { } clientId ? memory.Find(clientId) : null;
        string? id = known?.Id ?? (order.BrokerId.Length > 0 ? order.BrokerId : null);
        if (id is null && known is not null) id = (await exchange.FindOrderAsync(null, known.ClientId, known.Symbol, known.IsTrigger, cancellation)).Text("id");
        if (string.IsNullOrEmpty(id)) throw new BrokerException(BrokerError.Invalid, $"{exchange.Settings.Exchange} has no order {order.ClientId ?? order.BrokerId}.");
        try
        {
            await exchange.DoAsync("cancelOrder", cancellation, id, order.Symbol, Trigger(known));
        }
        catch (BrokerException failure) when (failure.InnerException is SidecarException inner && inner.Is("OrderNotFound"))
        {
            throw new BrokerException(BrokerError.Invalid, $"The order {order.ClientId ?? id} does not work any more at {exchange.Settings.Exchange}.", failure);
        }
    }

    public async Task<BrokerOrder> ReplaceAsync(BrokerOrder order, OrderChange change, CancellationToken cancellation)
    {
        var known = memory.Find(order.ClientId ?? "") ?? throw new BrokerException(BrokerError.Invalid, "Only the host's own orders can be changed.");
        var shown = await FindAsync(known.ClientId, cancellation) ?? throw new BrokerException(BrokerError.Invalid, $"{exchange.Settings.Exchange} has no order {known.ClientId}.");
        if (!OrderLife.IsOpen(shown.Status)) throw new BrokerException(BrokerError.Invalid, $"The order {known.ClientId} has ended: {shown.Status}.");
        if (shown.Quantity == change.Quantity && shown.LimitPrice == change.LimitPrice && shown.StopPrice == change.StopPrice) return shown;
        var parameters = new Dictionary<string, object>();
        if (change.StopPrice is { } stop) parameters["triggerPrice"] = Text(stop)!;
        try
        {
            await exchange.DoAsync("editOrder", cancellation, memory.Find(known.ClientId)!.Id, known.Symbol, change.LimitPrice is null ? "market" : "limit", shown.Side == Side.Buy ? "buy" : "sell", Text(change.Quantity), Text(change.LimitPrice), parameters);
        }
        catch (BrokerException failure) when (failure.InnerException is SidecarException inner && inner.Is("OrderNotFound"))
        {
            throw new BrokerException(BrokerError.Invalid, $"The order {known.ClientId} does not work any more at {exchange.Settings.Exchange}.", failure);
        }

        return await FindAsync(known.ClientId, cancellation) ?? shown;
    }

    public async Task<IReadOnlyList<BrokerOrder>> OpenOrdersAsync(CancellationToken cancellation)
    {
        var rows = (await exchange.AskAsync("fetchOpenOrders", cancellation)).Rows().ToList();
        if (exchange.Settings.Exchange == "bybit" && Capabilities.OrderTypes.Contains(OrderType.Stop))
            rows.AddRange((await exchange.AskAsync("fetchOpenOrders", cancellation, null, null, null, new { trigger = true })).Rows());
        var open = new List<BrokerOrder>();
        foreach (var row in rows.DistinctBy(r => r.Text("id"))) open.Add(await SettledAsync(row, cancellation));
        return open;
    }

    public async Task<BrokerOrder?> FindAsync(string clientId, CancellationToken cancellation)
    {
        // What was never written down never went out, and what was refused is not there.
        if (memory.Find(clientId) is not { } known || known.Id == "") return null;
        var row = await exchange.FindOrderAsync(known.Id, clientId, known.Symbol, known.IsTrigger, cancellation);
        if (row.ValueKind == JsonValueKind.Undefined && known.IsTrigger) row = await exchange.FindOrderAsync(known.Id, clientId, known.Symbol, false, cancellation);
        if (row.ValueKind == JsonValueKind.Undefined) return null;
        if (known.Id is null && row.Text("id") is { } id) memory.Keep(known with { Id = id });
        return await SettledAsync(row, cancellation) with { ClientId = clientId };
    }

    public async Task<IReadOnlyList<Execution>> ExecutionsAsync(DateTime since, CancellationToken cancellation)
    {
        foreach (var nameless in memory.Nameless()) await FindAsync(nameless.ClientId, cancellation);
        var executions = new List<Execution>();
        foreach (var symbol in memory.Symbols()) executions.AddRange(await TradesAsync(symbol, since, cancellation));
        return [.. executions.OrderBy(e => e.Time)];
    }

    public async Task<IReadOnlyList<BrokerPosition>> PositionsAsync(CancellationToken cancellation)
    {
        if (!exchange.Settings.IsSpot)
        {
            return
            [
                .. (await exchange.AskAsync("fetchPositions", cancellation)).Rows()
                    .Select(p => new BrokerPosition(p.Text("symbol") ?? "", (p.Text("side") == "short" ? -1 : 1) * Math.Abs(p.Number("contracts") ?? 0), p.Number("entryPrice")))
                    .Where(p => p.Quantity != 0),
            ];
        }

        var totals = (await exchange.AskAsync("fetchBalance", cancellation)).At("total");
        return totals.ValueKind != JsonValueKind.Object ? [] :
        [
            .. from currency in totals.EnumerateObject()
               let symbol = $"{currency.Name}/{exchange.Settings.Currency}"
               let quantity = currency.Value.Number() ?? 0
               where quantity != 0 && exchange.Markets.ContainsKey(symbol)
               select new BrokerPosition(symbol, quantity, null),
        ];
    }

    public async Task<IReadOnlyList<BrokerBalance>> BalancesAsync(CancellationToken cancellation)
    {
        var totals = (await exchange.AskAsync("fetchBalance", cancellation)).At("total");
        return [new BrokerBalance(exchange.Settings.Currency, totals.Number(exchange.Settings.Currency) ?? 0)];
    }

    public async Task<IReadOnlyList<CashMovement>> CashMovementsAsync(DateTime since, CancellationToken cancellation)
    {
        if (!exchange.Has("fetchLedger")) return [];
        var rows = await exchange.AskAsync("fetchLedger", cancellation, exchange.Settings.Currency, Milliseconds(since));
        return
        [
            .. rows.Rows().Where(r => r.Text("type") is not ("trade" or "fee" or "commission"))
                .Select(r => new CashMovement(r.Text("id") ?? "", r.Time("timestamp") ?? since, r.Text("currency") ?? exchange.Settings.Currency, (r.Text("direction") == "out" ? -1 : 1) * Math.Abs(r.Number("amount") ?? 0), r.Text("type") ?? "")),
        ];
    }

    public async IAsyncEnumerable<BrokerReport> ReportsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reports = Channel.CreateUnbounded<BrokerReport>();
        bool isSubscribed = false;
        Task[] work =
        [
            FollowAsync("watchOrders", (row, token) => OrderAsync(row, reports.Writer, token), reports.Writer, stop.Token),
            FollowAsync("watchMyTrades", (row, token) => TradeAsync(row, reports.Writer, token), reports.Writer, stop.Token),
            SubscribedAsync(reports.Writer, stop.Token),
        ];
        try
        {
            await foreach (var report in reports.Reader.ReadAllAsync(cancellation))
            {
                // What was before is asked for once the subscription stands.
                isSubscribed |= report == BrokerReport.Subscribed;
                if (isSubscribed) yield return report;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(work);
        }
    }

    private ExchangeMarket MarketOf(string symbol) => exchange.Markets.TryGetValue(symbol, out var market)
        ? market
        : throw new BrokerException(BrokerError.UnknownInstrument, $"{exchange.Settings.Exchange} has no {(exchange.Settings.IsSpot ? "spot market" : "perpetual future")} {symbol}.");

    private static string? Text(decimal? number) => number?.ToString("0.##################", CultureInfo.InvariantCulture);

    private static long Milliseconds(DateTime utc) => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).ToUnixTimeMilliseconds();

    private static Dictionary<string, object> Trigger(KnownOrder? known) => known is { IsTrigger: true } ? new() { ["trigger"] = true } : [];

    private static Dictionary<string, object> Parameters(OrderTicket ticket, ExchangeMarket market)
    {
        var parameters = new Dictionary<string, object> { ["clientOrderId"] = ticket.ClientId };
        if (ticket.StopPrice is { } stop) parameters["triggerPrice"] = Text(stop)!;
        if (ticket.StopPrice is not null && !market.IsSpot) parameters["triggerDirection"] = ticket.Side == Side.Buy ? "ascending" : "descending";
        if (ticket.IsPostOnly) parameters["postOnly"] = true;
        if (ticket.IsReduceOnly && !market.IsSpot) parameters["reduceOnly"] = true;
        if (ticket.TimeInForce.Kind == TimeInForceKind.ImmediateOrCancel && ticket.LimitPrice is not null) parameters["timeInForce"] = "IOC";
        if (ticket.TimeInForce.Kind == TimeInForceKind.FillOrKill && ticket.LimitPrice is not null) parameters["timeInForce"] = "FOK";
        return parameters;
    }

    /// <summary>An order, once the trades are known that make up what is filled of it.</summary>
    private async Task<BrokerOrder> SettledAsync(JsonElement row, CancellationToken cancellation)
    {
        string id = row.Text("id") ?? "";
        if (fills.Of(id).Gross < (row.Number("filled") ?? 0) && row.Text("symbol") is { } symbol)
            await TradesAsync(symbol, (row.Time("timestamp") ?? clock.GetUtcNow().UtcDateTime.AddDays(-1)).AddSeconds(-1), cancellation);
        return Shown(row);
    }

    private BrokerOrder Shown(JsonElement row)
    {
        string id = row.Text("id") ?? "";
        var (gross, kept) = fills.Of(id);
        decimal quantity = row.Number("amount") ?? 0;
        var status = row.Text("status") switch
        {
            "closed" => gross < quantity ? OrderStatus.Cancelled : kept > 0 ? OrderStatus.Cancelled : OrderStatus.Filled,
            "canceled" => OrderStatus.Cancelled,
            "expired" => OrderStatus.Expired,
            "rejected" => OrderStatus.Rejected,
            _ => gross > 0 ? OrderStatus.PartiallyFilled : OrderStatus.Accepted,
        };

        // It has ended, and not all of its trades are here yet: that it is filled is told with the last.
        if (row.Text("status") == "closed" && gross < (row.Number("filled") ?? 0)) status = gross > 0 ? OrderStatus.PartiallyFilled : OrderStatus.Accepted;
        return new BrokerOrder
        {
            ClientId = memory.ClientIdOf(id) ?? row.Text("clientOrderId"),
            BrokerId = id,
            Symbol = row.Text("symbol") ?? "",
            Side = row.Text("side") == "buy" ? Side.Buy : Side.Sell,
            Quantity = quantity,
            LimitPrice = row.Text("type") == "market" || row.Number("price") is not > 0 ? null : row.Number("price"),
            StopPrice = row.Number("triggerPrice") is > 0 and { } trigger ? trigger : null,
            Status = status,
            Filled = Math.Min(gross, row.Number("filled") ?? gross) - kept,
            Reason = kept > 0 && status == OrderStatus.Cancelled && gross == quantity ? string.Create(CultureInfo.InvariantCulture, $"all of it was traded, and the exchange has kept {kept} as its fee") : null,
        };
    }

    /// <summary>The account's trades of a symbol since an instant.</summary>
    private async Task<List<Execution>> TradesAsync(string symbol, DateTime since, CancellationToken cancellation)
    {
        var market = MarketOf(symbol);
        var executions = new Dictionary<string, Execution>(StringComparer.Ordinal);
        foreach (var (from, until) in WindowsSince(since))
        {
            var rows = await RowsAsync(symbol, from, until, cancellation);
            await rates.LearnAsync(rows, market, cancellation);
            foreach (var execution in rows.Select(r => ExecutionOf(r, market))) executions[execution.Id] = execution;
        }

        return [.. executions.Values.Where(e => e.Time >= since).OrderBy(e => e.Time)];
    }

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
        var page = (await exchange.AskAsync("fetchMyTrades", cancellation, symbol, Milliseconds(from), TradesOfPage, parameters)).Rows().ToList();
        if (page.Count < TradesOfPage) return page;

        // ccxt knows in which direction each exchange turns its pages.
        parameters["paginate"] = true;
        return [.. page, .. (await exchange.AskAsync("fetchMyTrades", cancellation, symbol, Milliseconds(from), TradesOfPage, parameters)).Rows()];
    }

    private Execution ExecutionOf(JsonElement trade, ExchangeMarket market) => fills.Take(trade, market, memory.ClientIdOf(trade.Text("order") ?? ""), rates.Of);

    private async Task SubscribedAsync(ChannelWriter<BrokerReport> reports, CancellationToken cancellation)
    {
        try
        {
            await exchange.StandsAsync(cancellation);

            // No exchange says when a subscription counts: a second look a little later finds what fell between.
            await Task.Delay(AfterSubscription, clock, cancellation);
            reports.TryWrite(BrokerReport.Subscribed);
            await Task.Delay(UntilSecondLook, clock, cancellation);
            reports.TryWrite(BrokerReport.Subscribed);
        }
        catch (OperationCanceledException)
        {
            // Nobody listens any more.
        }
        catch (BrokerException failure)
        {
            reports.TryComplete(failure);
        }
    }

    private async Task FollowAsync(string stream, Func<JsonElement, CancellationToken, Task> take, ChannelWriter<BrokerReport> reports, CancellationToken cancellation)
    {
        try
        {
            await foreach (var news in exchange.WatchAsync(stream, cancellation))
            {
                foreach (var row in news.Rows()) await take(row, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody listens any more.
        }
        catch (BrokerException failure)
        {
            reports.TryComplete(failure.Error == BrokerError.Unavailable ? failure : new BrokerException(BrokerError.Unavailable, failure.Message, failure));
        }
    }

    private async Task OrderAsync(JsonElement row, ChannelWriter<BrokerReport> reports, CancellationToken cancellation)
    {
        if (row.Text("id") is not { } id || !exchange.Markets.ContainsKey(row.Text("symbol") ?? "")) return;
        if (row.Text("clientOrderId") is { } clientId && memory.Find(clientId) is { Id: null } known) memory.Keep(known with { Id = id });
        if (fills.Of(id).Gross < (row.Number("filled") ?? 0))
        {
            var since = (row.Time("timestamp") ?? clock.GetUtcNow().UtcDateTime).AddSeconds(-1);
            foreach (var execution in await TradesAsync(row.Text("symbol")!, since, cancellation)) reports.TryWrite(new BrokerReport(null, execution));
        }

        reports.TryWrite(new BrokerReport(Shown(row), null));
    }

    private async Task TradeAsync(JsonElement trade, ChannelWriter<BrokerReport> reports, CancellationToken cancellation)
    {
        if (!exchange.Markets.TryGetValue(trade.Text("symbol") ?? "", out var market)) return;
        await rates.LearnAsync([trade], market, cancellation);
        reports.TryWrite(new BrokerReport(null, ExecutionOf(trade, market)));
    }
}
