using System.Globalization;
using System.Text.Json;
using StrategyHost;
using StrategyHost.Plugins;

namespace Ccxt;

/// <summary>Trading at an exchange.</summary>
internal sealed class CcxtTrading : ITrading
{
    /// <summary>Exchanges at which a changed order stays the same order.</summary>
    private static readonly string[] Amending = ["okx", "bybit"];

    /// <summary>Exchanges whose orders that wait for a price were tried out: with futures, Binance keeps them elsewhere.</summary>
    private static readonly (string Exchange, bool IsSpot)[] Triggering = [("binance", true), ("bybit", true), ("bybit", false)];
    private readonly Exchange exchange;
    private readonly OrderMemory memory;
    private readonly AccountTrades trades;
    private readonly OrderReading orders;
    private readonly ReportStream stream;

    public CcxtTrading(Exchange exchange, OrderMemory memory, TimeProvider clock)
    {
        this.exchange = exchange;
        this.memory = memory;
        trades = new AccountTrades(exchange, memory, clock);
        orders = new OrderReading(trades, memory, clock);
        stream = new ReportStream(exchange, memory, trades, orders, clock);
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
        var market = exchange.MarketOf(ticket.Symbol);
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
        foreach (var row in rows.DistinctBy(r => r.Text("id"))) open.Add(await orders.SettledAsync(row, cancellation));
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
        return await orders.SettledAsync(row, cancellation) with { ClientId = clientId };
    }

    public async Task<IReadOnlyList<Execution>> ExecutionsAsync(DateTime since, CancellationToken cancellation)
    {
        foreach (var nameless in memory.Nameless()) await FindAsync(nameless.ClientId, cancellation);
        var executions = new List<Execution>();
        foreach (var symbol in memory.Symbols()) executions.AddRange(await trades.SinceAsync(symbol, since, cancellation));
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

    public IAsyncEnumerable<BrokerReport> ReportsAsync(CancellationToken cancellation) => stream.ReadAsync(cancellation);

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
}
