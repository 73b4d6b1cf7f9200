using System.Globalization;
using System.Text.Json;
using RestSharp;
using StrategyHost;
using StrategyHost.Plugins;

namespace ETrade;

/// <summary>Trading at E*TRADE: an order is previewed, then placed under the same client id; what became of it is asked for.</summary>
internal sealed class ETradeTrading(ETradeLine line, OrderMemory memory, string accountKey, bool isExtended, TimeSpan poll,
    Action<string> warn, TimeProvider clock) : ITrading, IDisposable
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(180);
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private readonly SemaphoreSlim looking = new(1);
    private bool hasLooked;
    private (long Begun, DateTime From)? lastLook;

    public TradingCapabilities Capabilities { get; } = CapabilitiesOf(isExtended, poll);

    /// <summary>What E*TRADE takes in a session.</summary>
    public static TradingCapabilities CapabilitiesOf(bool isExtended, TimeSpan poll) => new()
    {
        OrderTypes = isExtended
            ? [OrderType.Limit] : [OrderType.Market, OrderType.Limit, OrderType.Stop, OrderType.StopLimit, OrderType.TrailingStop],
        TimesInForce =
            [TimeInForceKind.Day, TimeInForceKind.GoodTillCancelled, TimeInForceKind.ImmediateOrCancel, TimeInForceKind.FillOrKill],
        WholeUnits = true,
        TurnsPositions = false,
        ImmediateNeedsLimit = true,
        AmendsOrders = true,
        RefusesDuplicateClientIds = true,
        PollInterval = poll,
    };

    public void Dispose() => looking.Dispose();

    public async Task<BrokerOrder> SubmitAsync(OrderTicket ticket, CancellationToken cancellation)
    {
        var known = memory.Find(ticket.ClientId);
        if (known is { OrderIds.Count: > 0 })
            throw new BrokerException(BrokerError.DuplicateClientId, $"The order {ticket.ClientId} was placed before.");

        // An order of which nobody knows whether it is there goes out a second time as it went out first.
        var terms = known?.Pending?.Terms ?? OrderTerms.Of(ticket, await HeldAsync(ticket.Symbol, cancellation), isExtended);
        return await PlaceAsync(ticket.ClientId, 0, terms, Method.Post, "", cancellation);
    }

    public async Task CancelAsync(BrokerOrder order, CancellationToken cancellation)
    {
        string id = order.BrokerId;
        if (order.ClientId is { } clientId)
        {
            if (memory.Find(clientId) is { Pending: not null } || id.Length == 0)
                await LookAsync(clock.GetUtcNow().UtcDateTime, cancellation);
            id = memory.Find(clientId) is { OrderIds: [.., var last] }
                ? last.ToString(CultureInfo.InvariantCulture)
                : throw new BrokerException(BrokerError.Invalid, $"E*TRADE has no order {clientId}.");
        }

        await line.CancelAsync($"{Account}/orders/cancel.json", $$$"""{"CancelOrderRequest":{"orderId":{{{id}}}}}""", cancellation);
    }

    public Task<BrokerOrder> ReplaceAsync(BrokerOrder order, OrderChange change, CancellationToken cancellation) =>
        Previews.WhileStaleAsync(() => ReplaceOnceAsync(order, change, cancellation));

    private async Task<BrokerOrder> ReplaceOnceAsync(BrokerOrder order, OrderChange change, CancellationToken cancellation)
    {
        string clientId = order.ClientId ?? throw new BrokerException(BrokerError.Invalid, "Only the host's own orders can be changed.");
        var shown =
            await FindAsync(clientId, cancellation) ?? throw new BrokerException(BrokerError.Invalid, $"E*TRADE has no order {clientId}.");
        if (!OrderLife.IsOpen(shown.Status))
            throw new BrokerException(BrokerError.Invalid, $"The order {clientId} has ended: {shown.Status}.");
        if (shown.Quantity == change.Quantity && shown.LimitPrice == change.LimitPrice && shown.StopPrice == change.StopPrice) return shown;
        if (change.Quantity <= shown.Filled)
            throw new BrokerException(BrokerError.Invalid, "The quantity must be above what is filled.") { Field = "quantity" };
        var known = memory.Find(clientId)!;
        var now = memory.TermsOf(known.OrderIds[^1]);
        bool isTrailing = now.PriceType.StartsWith("TRAILING", StringComparison.Ordinal);
        var terms = now with
        {
            Quantity = change.Quantity - shown.Filled,
            Limit = change.LimitPrice,
            Stop = isTrailing ? now.Stop : change.StopPrice
        };
        var placed = await PlaceAsync(clientId, known.OrderIds.Count, terms, Method.Put,
            FormattableString.Invariant($"{known.OrderIds[^1]}/change/"), cancellation);
        return await FindAsync(clientId, cancellation) ?? placed;
    }

    public async Task<IReadOnlyList<BrokerOrder>> OpenOrdersAsync(CancellationToken cancellation)
    {
        await LookAsync(clock.GetUtcNow().UtcDateTime, cancellation);
        return memory.Open(clock.GetUtcNow().UtcDateTime);
    }

    public async Task<BrokerOrder?> FindAsync(string clientId, CancellationToken cancellation)
    {
        // What was never written down was never sent.
        if (memory.Find(clientId) is not { } known) return null;
        await LookAsync(clock.GetUtcNow().UtcDateTime, cancellation);
        return memory.Shown(known, clock.GetUtcNow().UtcDateTime);
    }

    public async Task<IReadOnlyList<Execution>> ExecutionsAsync(DateTime since, CancellationToken cancellation)
    {
        await LookAsync(since, cancellation);
        return memory.ExecutionsSince(since);
    }

    public async Task<IReadOnlyList<BrokerPosition>> PositionsAsync(CancellationToken cancellation)
    {
        var positions = new List<BrokerPosition>();
        for (int page = 1, pages = 1; page <= pages; page++)
        {
            var answer = await line.GetAsync(RequestKind.Account, $"{Account}/portfolio.json", cancellation, ("count", "250"),
                ("pageNumber", page.ToString(CultureInfo.InvariantCulture)));
            foreach (var part in answer.At("PortfolioResponse").All("AccountPortfolio"))
            {
                pages = (int)(part.Number("totalPages") ?? 1);
                positions.AddRange(part.All("Position").Where(p => p.At("Product").Text("securityType") is null or "EQ")
                    .Select(PositionOf));
            }
        }

        return positions;
    }

    public async Task<IReadOnlyList<BrokerBalance>> BalancesAsync(CancellationToken cancellation)
    {
        var answer = await line.GetAsync(RequestKind.Account, $"{Account}/balance.json", cancellation, ("instType", "BROKERAGE"),
            ("realTimeNAV", "true"));
        var computed = answer.At("BalanceResponse").At("Computed");
        return [new BrokerBalance("USD", computed.Number("netCash")
            ?? computed.Number("cashBalance") ?? throw new BrokerException(BrokerError.Unavailable, "E*TRADE's balance shows no cash."))];
    }

    public async Task<IReadOnlyList<CashMovement>> CashMovementsAsync(DateTime since, CancellationToken cancellation)
    {
        var movements = new List<CashMovement>();
        string? marker = null;
        do
        {
            (string, string)[] query = [("startDate", Date(since)), ("endDate", Date(clock.GetUtcNow().UtcDateTime)), ("count", "50"),
                .. marker is null ? Array.Empty<(string, string)>() : [("marker", marker)]];
            var answer = (await line.GetAsync(RequestKind.Account, $"{Account}/transactions.json", cancellation, query))
                .At("TransactionListResponse");
            movements.AddRange(
                from row in answer.All("Transaction")
                let time = row.Time("transactionDate")
                where time >= since.Date && row.At("brokerage").Number("quantity") is null or 0
                select new CashMovement(row.Text("transactionId") ?? "", time.Value,
                    row.At("brokerage").Text("settlementCurrency") ?? "USD", row.Number("amount") ?? 0,
                    row.Text("description") ?? row.Text("transactionType") ?? ""));
            marker = answer.Text("moreTransactions") == "true" || answer.At("moreTransactions").ValueKind == JsonValueKind.True
                ? answer.Text("marker") : null;
        }
        while (!string.IsNullOrEmpty(marker));
        return [.. movements.OrderBy(m => m.Time)];
    }

    public IAsyncEnumerable<BrokerReport> ReportsAsync(CancellationToken cancellation) =>
        throw new BrokerException(BrokerError.NotPermitted, "E*TRADE tells nothing by itself.");

    private string Account => $"v1/accounts/{accountKey}";

    /// <summary>A client id for the n-th set of terms of an order: each must be new to E*TRADE.</summary>
    private static string Numbered(string clientId, int number) =>
        number == 0 ? clientId : $"{clientId}{Digits[number / Digits.Length % Digits.Length]}{Digits[number % Digits.Length]}";

    private static string Date(DateTime utc) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), NewYork).ToString("MMddyyyy",
            CultureInfo.InvariantCulture);

    private static BrokerPosition PositionOf(JsonElement row)
    {
        decimal quantity = Math.Abs(row.Number("quantity") ?? 0);
        return new BrokerPosition(row.At("Product").Text("symbol") ?? "", row.Text("positionType") == "SHORT" ? -quantity : quantity,
            row.Number("pricePaid") is > 0 and { } price ? price : null);
    }

    private async Task<decimal> HeldAsync(string symbol, CancellationToken cancellation) =>
        (await PositionsAsync(cancellation)).Where(p => p.Symbol == symbol).Sum(p => p.Quantity);

    private async Task<BrokerOrder> PlaceAsync(string clientId, int number, OrderTerms terms, Method method, string path,
        CancellationToken cancellation)
    {
        string name = Numbered(clientId, number);
        var preview = (await line.PreviewAsync(method, $"{Account}/orders/{path}preview.json",
            terms.Body("PreviewOrderRequest", name, isExtended, null), cancellation)).At("PreviewOrderResponse");
        var said = new HashSet<string>(StringComparer.Ordinal);
        Hear(preview, clientId, said);
        var ids = preview.All("PreviewIds").Select(p => p.Number("previewId")).OfType<decimal>().ToList();
        if (ids.Count == 0)
            throw new BrokerException(BrokerError.Unavailable, "E*TRADE's preview has no number, and the order was not placed.");
        memory.Intend(clientId, number, terms, clock.GetUtcNow().UtcDateTime);
        try
        {
            var placed = (await line.DoAsync(method, $"{Account}/orders/{path}place.json",
                terms.Body("PlaceOrderRequest", name, isExtended, ids), cancellation)).At("PlaceOrderResponse");
            if (placed.All("OrderIds").Select(o => o.Number("orderId")).OfType<decimal>().ToList() is not [var id, ..])
            {
                Hear(placed, clientId, said);
                throw new BrokerException(BrokerError.OutcomeUnknown, "E*TRADE's answer to the order has no number.");
            }

            memory.Place(clientId, (long)id);
            Hear(placed, clientId, said, isPlaced: true);
            return new BrokerOrder
            {
                ClientId = clientId,
                BrokerId = FormattableString.Invariant($"{id}"),
                Symbol = terms.Symbol,
                Side = terms.Side,
                Quantity = terms.Quantity,
                LimitPrice = terms.Limit,
                StopPrice = terms.Stop,
                Status = OrderStatus.Accepted
            };
        }
        catch (BrokerException refusal) when (refusal.Error is not (BrokerError.OutcomeUnknown or BrokerError.DuplicateClientId))
        {
            memory.Drop(clientId);
            throw;
        }
    }

    /// <summary>Passes on what E*TRADE remarks, each remark once; an error ends the order unless it is placed.</summary>
    private void Hear(JsonElement response, string clientId, HashSet<string> said, bool isPlaced = false)
    {
        var messages = response.All("Order").SelectMany(o => o.At("messages").All("Message")).Concat(response.At("messages").All("Message"))
            .Concat(response.At("Messages").All("Message")).ToList();
        foreach (var message in messages)
        {
            string text = message.Text("description") ?? "";
            int code = (int)(message.Number("code") ?? 0);
            if (message.Text("type") == "ERROR" && !isPlaced) throw ETradeError.Of(code, text);
            if (said.Add(text))
                warn(string.Create(CultureInfo.InvariantCulture, $"E*TRADE remarks on the order {clientId}: {text} (code {code})"));
        }
    }

    /// <summary>Looks at the list of orders from a time on. Those who ask while it is looked at share the next look.</summary>
    private async Task LookAsync(DateTime since, CancellationToken cancellation)
    {
        long asked = clock.GetTimestamp();
        await looking.WaitAsync(cancellation);
        try
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var from = !hasLooked ? now - LongestLife : memory.OldestOpen() is { } oldest && oldest < since ? oldest : since;
            if (lastLook is { } last && last.Begun >= asked && last.From <= from) return;
            long begun = clock.GetTimestamp();
            memory.Learn(await ListAsync(from, now, cancellation), clock.GetUtcNow().UtcDateTime);
            (lastLook, hasLooked) = ((begun, from), true);
        }
        finally
        {
            looking.Release();
        }
    }

    private async Task<IReadOnlyList<ListedOrder>> ListAsync(DateTime from, DateTime to, CancellationToken cancellation)
    {
        var orders = new List<ListedOrder>();
        string? marker = null;
        do
        {
            (string, string)[] query = [("fromDate", Date(from)), ("toDate", Date(to)), ("count", "100"),
                .. marker is null ? Array.Empty<(string, string)>() : [("marker", marker)]];
            var page = await line.GetAsync(RequestKind.Order, $"{Account}/orders.json", cancellation, query);
            orders.AddRange(ListedOrder.In(page));
            string? next = page.At("OrdersResponse").Text("marker");
            marker = next == marker ? null : next;
        }
        while (!string.IsNullOrEmpty(marker));
        return orders;
    }
}
