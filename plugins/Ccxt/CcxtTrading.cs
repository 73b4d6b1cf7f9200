using System.Globalization;
using System.Text.Json;
using StrategyHost;
using StrategyHost.Plugins;

namespace Ccxt;

/// <summary>Trading at an exchange.</summary>
internal sealed class CcxtTrading : ITrading
{
    private readonly Exchange exchange;
    private readonly OrderMemory memory;
    private readonly OrderLookup lookup;
    private readonly AccountTrades trades;
    private readonly OrderReading orders;
    private readonly ReportStream stream;

    public CcxtTrading(Exchange exchange, OrderMemory memory, TimeProvider clock)
    {
        this.exchange = exchange;
        this.memory = memory;
        lookup = new OrderLookup(exchange, memory);
        trades = new AccountTrades(exchange, memory, lookup, clock);
        orders = new OrderReading(trades, memory, clock);
        stream = new ReportStream(exchange, memory, trades, orders, lookup, clock);
        Capabilities = exchange.Abilities.Trading(exchange.Settings);
    }

    public TradingCapabilities Capabilities { get; }

    public async Task<BrokerOrder> SubmitAsync(OrderTicket ticket, CancellationToken cancellation)
    {
        var market = exchange.MarketOf(ticket.Symbol);
        if (ticket.Quantity <= 0) throw new BrokerException(BrokerError.Invalid, "The quantity must be above zero.") { Field = "quantity" };
        var order =
            new KnownOrder(ticket.ClientId, ticket.Symbol, ticket.Type is OrderType.Stop or OrderType.StopLimit, null, ticket.StopPrice);
        memory.Keep(order);
        try
        {
            var made = await exchange.DoAsync(
                "createOrder", cancellation, ticket.Symbol, ticket.LimitPrice is null ? "market" : "limit",
                ticket.Side == Side.Buy ? "buy" : "sell", Text(ticket.Quantity), Text(ticket.LimitPrice), Parameters(ticket, market));
            if (made.Text("id") is { Length: > 0 }) lookup.Learn(order, made);
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
        if (known is { Id: null })
        {
            await lookup.FindAsync(known, cancellation);
            known = memory.Find(known.ClientId)!;
        }

        string id = known?.Id ?? order.BrokerId;
        if (id.Length == 0)
            throw new BrokerException(BrokerError.Invalid,
                $"{exchange.Settings.Exchange} has no order {order.ClientId ?? order.BrokerId}.");
        try
        {
            await CancelAsync(known, id, order.Symbol, cancellation);
        }
        catch (BrokerException failure) when (IsNotFound(failure))
        {
            if (known is not { IsTrigger: true, PlacedId: null }) throw Ended(order.ClientId ?? id, failure);

            // Its price may have been reached since it was heard of last: it is an order like others then, or has become one.
            await lookup.FindAsync(known, cancellation);
            await CancelPlacedAsync(memory.Find(known.ClientId)!, cancellation);
        }
    }

    public async Task<BrokerOrder> ReplaceAsync(BrokerOrder order, OrderChange change, CancellationToken cancellation)
    {
        var known = memory.Find(order.ClientId ?? "")
            ?? throw new BrokerException(BrokerError.Invalid, "Only the host's own orders can be changed.");
        var shown = await FindAsync(known.ClientId, cancellation)
            ?? throw new BrokerException(BrokerError.Invalid, $"{exchange.Settings.Exchange} has no order {known.ClientId}.");
        if (!OrderLife.IsOpen(shown.Status))
            throw new BrokerException(BrokerError.Invalid, $"The order {known.ClientId} has ended: {shown.Status}.");
        if (shown.Quantity == change.Quantity && shown.LimitPrice == change.LimitPrice && shown.StopPrice == change.StopPrice) return shown;
        known = memory.Find(known.ClientId)!;
        try
        {
            if (exchange.Settings.Triggers == TriggerOrders.BecomeOthers && known is { IsTrigger: true, PlacedId: null })
                await exchange.ChangeWaitingAsync(known, Text(change.Quantity)!, Text(change.LimitPrice), Text(change.StopPrice),
                    cancellation);
            else
                await exchange.DoAsync("editOrder", cancellation, known.PlacedId ?? known.Id, known.Symbol,
                    change.LimitPrice is null ? "market" : "limit", shown.Side == Side.Buy ? "buy" : "sell", Text(change.Quantity),
                    Text(change.LimitPrice), Terms(change, known));
        }
        catch (BrokerException failure) when (IsNotFound(failure))
        {
            throw Ended(known.ClientId, failure);
        }

        memory.Change(known.ClientId, o => o with { StopPrice = change.StopPrice });
        return await FindAsync(known.ClientId, cancellation) ?? shown;
    }

    public async Task<IReadOnlyList<BrokerOrder>> OpenOrdersAsync(CancellationToken cancellation)
    {
        var rows = new List<JsonElement>();

        // Those that wait come first: one whose price is reached between the two questions is in both answers then, and not in neither.
        if (exchange.Settings.Triggers is TriggerOrders.ListedApart or TriggerOrders.BecomeOthers)
            rows.AddRange((await exchange.AskAsync("fetchOpenOrders", cancellation, null, null, null, new { trigger = true })).Rows());
        rows.AddRange((await exchange.AskAsync("fetchOpenOrders", cancellation)).Rows());
        foreach (var bySymbol in rows.GroupBy(r => r.Text("symbol") ?? ""))
            await lookup.KnowAsync(bySymbol.Select(r => r.Text("id")), bySymbol.Key, cancellation);
        var open = new List<BrokerOrder>();
        foreach (var row in rows.DistinctBy(r => memory.ClientIdOf(r.Text("id") ?? "") ?? r.Text("id")))
            open.Add(await orders.SettledAsync(row, cancellation));
        return open;
    }

    public async Task<BrokerOrder?> FindAsync(string clientId, CancellationToken cancellation)
    {
        // What was never written down never went out, and what was refused is not there.
        if (memory.Find(clientId) is not { } known || known.Id == "") return null;
        var row = await lookup.FindAsync(known, cancellation);
        return row.ValueKind == JsonValueKind.Undefined ? null : await orders.SettledAsync(row, cancellation) with { ClientId = clientId };
    }

    public async Task<IReadOnlyList<Execution>> ExecutionsAsync(DateTime since, CancellationToken cancellation)
    {
        await lookup.KnowAllAsync(cancellation);
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
                    .Select(p => new BrokerPosition(p.Text("symbol") ?? "",
                        (p.Text("side") == "short" ? -1 : 1) * Math.Abs(p.Number("contracts") ?? 0), p.Number("entryPrice")))
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
        if (!exchange.Abilities.Has("fetchLedger")) return [];
        var rows = await exchange.AskAsync("fetchLedger", cancellation, exchange.Settings.Currency, Milliseconds(since));
        return
        [
            .. rows.Rows().Where(r => r.Text("type") is not ("trade" or "fee" or "commission"))
                .Select(r => new CashMovement(r.Text("id") ?? "", r.Time("timestamp") ?? since,
                    r.Text("currency") ?? exchange.Settings.Currency,
                    (r.Text("direction") == "out" ? -1 : 1) * Math.Abs(r.Number("amount") ?? 0), r.Text("type") ?? "")),
        ];
    }

    public IAsyncEnumerable<BrokerReport> ReportsAsync(CancellationToken cancellation) => stream.ReadAsync(cancellation);

    private static string? Text(decimal? number) => number?.ToString("0.##################", CultureInfo.InvariantCulture);

    private static long Milliseconds(DateTime utc) =>
        new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).ToUnixTimeMilliseconds();

    private static bool IsNotFound(BrokerException failure) =>
        failure.InnerException is SidecarException inner && inner.Is("OrderNotFound");

    private static Dictionary<string, object> Terms(OrderChange change, KnownOrder known) =>
        change.StopPrice is { } stop && known.PlacedId is null ? new() { ["triggerPrice"] = Text(stop)! } : [];

    private BrokerException Ended(string order, Exception failure) =>
        new(BrokerError.Invalid, $"The order {order} does not work any more at {exchange.Settings.Exchange}.", failure);

    private Task CancelAsync(KnownOrder? known, string id, string symbol, CancellationToken cancellation) => known switch
    {
        { PlacedId: not null } => CancelPlacedAsync(known, cancellation),
        { IsTrigger: true } => exchange.DoAsync("cancelOrder", cancellation, id, symbol, new { trigger = true }),
        _ => exchange.DoAsync("cancelOrder", cancellation, id, symbol),
    };

    private async Task CancelPlacedAsync(KnownOrder known, CancellationToken cancellation)
    {
        try
        {
            await exchange.DoAsync("cancelOrder", cancellation, known.PlacedId ?? known.Id, known.Symbol);
        }
        catch (BrokerException failure) when (IsNotFound(failure))
        {
            throw Ended(known.ClientId, failure);
        }
    }

    private static Dictionary<string, object> Parameters(OrderTicket ticket, ExchangeMarket market)
    {
        var parameters = new Dictionary<string, object> { ["clientOrderId"] = ticket.ClientId };

        // OKX has a word of its own for the name of an order that waits for a price.
        if (ticket.StopPrice is not null && market.Instrument.Venue == "okx") parameters["algoClOrdId"] = ticket.ClientId;
        if (ticket.StopPrice is { } stop) parameters["triggerPrice"] = Text(stop)!;
        if (ticket.StopPrice is not null && !market.IsSpot)
            parameters["triggerDirection"] = ticket.Side == Side.Buy ? "ascending" : "descending";
        if (ticket.IsPostOnly) parameters["postOnly"] = true;
        if (ticket.IsReduceOnly && !market.IsSpot) parameters["reduceOnly"] = true;
        if (ticket.TimeInForce.Kind == TimeInForceKind.ImmediateOrCancel && ticket.LimitPrice is not null)
            parameters["timeInForce"] = "IOC";
        if (ticket.TimeInForce.Kind == TimeInForceKind.FillOrKill && ticket.LimitPrice is not null) parameters["timeInForce"] = "FOK";
        return parameters;
    }
}
