using static StrategyHost.Plugins.Conformance.ConformanceException;

namespace StrategyHost.Plugins.Conformance;

/// <summary>The lives of orders.</summary>
internal static class OrderScenarios
{
    public static IEnumerable<(string Name, Func<Bench, Task<string>> Run)> All =>
    [
        .. Enum.GetValues<OrderType>().Where(t => t != OrderType.Market)
            .Select(t =>
                ($"A {t} order far from the market rests, is shown and can be cancelled", (Func<Bench, Task<string>>)(b => Rests(b, t)))),
        .. Enum.GetValues<TimeInForceKind>().Where(k => k is not (TimeInForceKind.GoodTillDate or TimeInForceKind.Bars))
            .Select(k => ($"An order that is {k} is taken", (Func<Bench, Task<string>>)(b => IsTaken(b, k)))),
        ("An order with a client id that was used is refused", DuplicateIsRefused),
        ("An order without a quantity is refused, and the field is named", InvalidIsRefused),
        ("To cancel an order that has ended is refused, and changes nothing", CancelOfEnded),
        ("A working order takes new terms under the same client id", Replaces),
        ("To change an order that has ended is refused", ReplaceOfEnded),
        ("A cancellation that races with a fill leaves one end, and executions that agree with it", CancelRace),
        ("A change that races with a fill leaves one quantity, and executions that agree with it", ReplaceRace),
        ("An open order is there again after a restart", Restart),
        ("Many orders at once are all taken", Burst),
    ];

    private static async Task<string> Rests(Bench bench, OrderType type)
    {
        if (!bench.Trading.Capabilities.OrderTypes.Contains(type)) throw new NotAskedException("not claimed");
        var ticket = bench.Ticket(type) with
        {
            Trail = type is OrderType.TrailingStop or OrderType.TrailingStopLimit ? Trail.Percent(20) : null,
            LimitOffset = type == OrderType.TrailingStopLimit ? 1 : null,
        };
        await bench.SubmitAsync(ticket);
        var shown = await bench.UntilAsync(ticket.ClientId, o => o.Status == OrderStatus.Accepted, "accepted");
        Require(shown.LimitPrice == ticket.LimitPrice && shown.Quantity == ticket.Quantity && shown.Side == ticket.Side,
            "it is shown with other terms");
        var open = await bench.Trading.OpenOrdersAsync(bench.Cancellation);
        await bench.CancelAsync(shown);
        Require(open.Any(o => o.ClientId == ticket.ClientId), "it was not among the open orders");
        var ended = await bench.Trading.FindAsync(ticket.ClientId, bench.Cancellation);
        Require(ended?.Status == OrderStatus.Cancelled, $"it is {ended?.Status} after it was cancelled");
        return "";
    }

    private static async Task<string> IsTaken(Bench bench, TimeInForceKind kind)
    {
        if (!bench.Trading.Capabilities.TimesInForce.Contains(kind)) throw new NotAskedException("not claimed");
        var ticket = bench.Ticket(OrderType.Limit, Side.Buy, kind);
        var taken = await bench.SubmitAsync(ticket);
        bool endsItself = kind is TimeInForceKind.ImmediateOrCancel or TimeInForceKind.FillOrKill;
        if (endsItself)
            await bench.UntilAsync(ticket.ClientId, o => o.Status is OrderStatus.Cancelled or OrderStatus.Expired,
                "ended, since it could not fill at once");
        else await bench.CancelAsync(taken);
        return "";
    }

    private static async Task<string> DuplicateIsRefused(Bench bench)
    {
        if (!bench.Trading.Capabilities.RefusesDuplicateClientIds) throw new NotAskedException("not claimed");
        var ticket = bench.Ticket(OrderType.Limit);
        var first = await bench.SubmitAsync(ticket);
        await Bench.RefusedAsync(() => bench.SubmitAsync(ticket), BrokerError.DuplicateClientId);
        await bench.CancelAsync(first);
        await Bench.RefusedAsync(() => bench.SubmitAsync(ticket), BrokerError.DuplicateClientId);
        return "";
    }

    private static async Task<string> InvalidIsRefused(Bench bench)
    {
        var refusal =
            await Bench.RefusedAsync(() => bench.SubmitAsync(bench.Ticket(OrderType.Limit) with { Quantity = 0 }), BrokerError.Invalid);
        return refusal.Field is { } field ? $"field {field}" : "no field was named";
    }

    private static async Task<string> CancelOfEnded(Bench bench)
    {
        var order = await bench.SubmitAsync(bench.Ticket(OrderType.Limit));
        await bench.CancelAsync(order);
        await Bench.RefusedAsync(() => bench.Trading.CancelAsync(order, bench.Cancellation), BrokerError.Invalid);
        Require((await bench.Trading.FindAsync(order.ClientId!, bench.Cancellation))?.Status == OrderStatus.Cancelled,
            "it is not cancelled any more");
        return "";
    }

    private static async Task<string> Replaces(Bench bench)
    {
        if (!bench.Trading.Capabilities.AmendsOrders) throw new NotAskedException("not claimed");
        var order = await bench.SubmitAsync(bench.Ticket(OrderType.Limit));
        decimal price = order.LimitPrice!.Value * 0.99m;
        var changed =
            await bench.Trading.ReplaceAsync(order, new OrderChange(order.Quantity + 1, Math.Round(price, 2), null), bench.Cancellation);
        var shown = await bench.UntilAsync(order.ClientId!, o => o.Quantity == order.Quantity + 1, "changed");
        await bench.CancelAsync(shown);
        Require(changed.ClientId == order.ClientId && shown.LimitPrice == Math.Round(price, 2), "it is shown with other terms");
        return "";
    }

    private static async Task<string> ReplaceOfEnded(Bench bench)
    {
        if (!bench.Trading.Capabilities.AmendsOrders) throw new NotAskedException("not claimed");
        var order = await bench.SubmitAsync(bench.Ticket(OrderType.Limit));
        await bench.CancelAsync(order);
        await Bench.RefusedAsync(() => bench.Trading.ReplaceAsync(order, new OrderChange(order.Quantity + 1, order.LimitPrice, null),
            bench.Cancellation), BrokerError.Invalid);
        return "";
    }

    private static async Task<string> CancelRace(Bench bench)
    {
        var since = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-2);
        var order = await bench.SubmitAsync(bench.Ticket());
        try
        {
            await bench.Trading.CancelAsync(order, bench.Cancellation);
        }
        catch (BrokerException late) when (late.Error == BrokerError.Invalid)
        {
            // It was filled before.
        }

        var end = await bench.UntilAsync(order.ClientId!, o => !OrderLife.IsOpen(o.Status), "ended");
        var filled =
            (await bench.Trading.ExecutionsAsync(since, bench.Cancellation)).Where(e => e.ClientId == order.ClientId).Sum(e => e.Quantity);
        Require(filled == end.Filled,
            FormattableString.Invariant($"it is shown with {end.Filled} filled, and its executions are of {filled}"));
        if (filled > 0)
        {
            var back = bench.Ticket(OrderType.Market, Side.Sell) with { Quantity = filled };
            await bench.SubmitAsync(back);
            await bench.UntilAsync(back.ClientId, o => o.Status == OrderStatus.Filled, "filled");
        }

        return FormattableString.Invariant($"{end.Status}, {filled} filled");
    }

    private static async Task<string> ReplaceRace(Bench bench)
    {
        if (!bench.Trading.Capabilities.AmendsOrders) throw new NotAskedException("not claimed");
        var since = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-2);
        var order = await bench.SubmitAsync(bench.Ticket());
        try
        {
            await bench.Trading.ReplaceAsync(order, new OrderChange(order.Quantity + 1, null, null), bench.Cancellation);
        }
        catch (BrokerException late) when (late.Error == BrokerError.Invalid)
        {
            // It was filled before.
        }

        var end = await bench.UntilAsync(order.ClientId!, o => o.Status == OrderStatus.Filled, "filled");
        decimal filled =
            (await bench.Trading.ExecutionsAsync(since, bench.Cancellation)).Where(e => e.ClientId == order.ClientId).Sum(e => e.Quantity);
        var back = bench.Ticket(OrderType.Market, Side.Sell) with { Quantity = filled };
        await bench.SubmitAsync(back);
        await bench.UntilAsync(back.ClientId, o => o.Status == OrderStatus.Filled, "filled");
        Require(filled == end.Quantity,
            FormattableString.Invariant($"it is shown with {end.Quantity}, and its executions are of {filled}"));
        return FormattableString.Invariant($"{filled} filled");
    }

    private static async Task<string> Restart(Bench bench)
    {
        var order = await bench.SubmitAsync(bench.Ticket(OrderType.Limit));
        await using var second = await bench.Target.ConnectAsync(bench.Cancellation);
        var found = (await second.Trading!.OpenOrdersAsync(bench.Cancellation)).FirstOrDefault(o => o.ClientId == order.ClientId);
        await bench.CancelAsync(order);
        Require(found is not null, "it is not among the open orders");
        return "";
    }

    private static async Task<string> Burst(Bench bench)
    {
        long start = TimeProvider.System.GetTimestamp();
        var tickets = Enumerable.Range(0, bench.Target.Burst).Select(_ => bench.Ticket(OrderType.Limit)).ToList();
        var orders = new List<BrokerOrder>();
        foreach (var batch in tickets.Chunk(8)) orders.AddRange(await Task.WhenAll(batch.Select(t => PatientlyAsync(bench, t))));
        double seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        foreach (var order in orders) await bench.CancelAsync(order);
        Require(orders.Select(o => o.BrokerId).Distinct().Count() == orders.Count, "two of them are the same at the broker");
        return FormattableString.Invariant($"{orders.Count / seconds:0} orders a second");
    }

    /// <summary>An order, made again while the broker says that it is asked too often.</summary>
    private static async Task<BrokerOrder> PatientlyAsync(Bench bench, OrderTicket ticket)
    {
        while (true)
        {
            try
            {
                return await bench.SubmitAsync(ticket);
            }
            catch (BrokerException busy) when (busy.Error == BrokerError.RateLimited)
            {
                await Task.Delay(busy.RetryAfter ?? TimeSpan.FromSeconds(1), bench.Cancellation);
            }
        }
    }
}
