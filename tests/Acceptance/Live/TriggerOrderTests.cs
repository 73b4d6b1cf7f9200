using System.Text.Json;
using StrategyHost.Acceptance.Processes;
using StrategyHost.Plugins;

namespace StrategyHost.Acceptance.Live;

/// <summary>Orders that wait for a price: some exchanges keep them apart, and make another order of them.</summary>
public sealed class TriggerOrderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("binance", true)]
    [InlineData("binance", false)]
    [InlineData("okx", false)]
    [InlineData("bybit", true)]
    public async Task An_order_that_waited_is_the_same_order_once_its_price_is_reached(string exchange, bool isSpot)
    {
        var kind = Kind(exchange, isSpot);
        using var broker = await BrokerProgram.StartAsync(kind, pace: 40);
        using var folder = new TemporaryFolder();
        string away, filled, triggered;
        await using (var plugin = await broker.ConnectAsync(folder["memory"], _ => { }, Cancellation))
        {
            var trading = plugin.Trading!;
            decimal price = await LowPriceAsync(plugin, kind.Symbol);
            filled = await SubmitAsync(trading, "T1", Order(kind, OrderType.Stop, price + 0.2m, null));
            triggered = await SubmitAsync(trading, "T2", Order(kind, OrderType.StopLimit, price + 0.2m, 50));
            await WaitsUntilChangedAndCancelledAsync(trading, await SubmitAsync(trading, "T3", Order(kind, OrderType.StopLimit, 200, 201)));
            await FillsAsync(trading, filled, price + 0.2m);
            await UntilAsync(broker, triggered, o => o.GetProperty("isTriggered").GetBoolean());
            await RestsUntilChangedAndCancelledAsync(trading, triggered);
            away = await SubmitAsync(trading, "T4", Order(kind, OrderType.Stop, await LowPriceAsync(plugin, kind.Symbol) + 0.2m, null));
        }

        // The price of this one is reached while nobody is there.
        await UntilAsync(broker, away, o => o.GetProperty("status").GetString() == "Filled");
        await using var later = await broker.ConnectAsync(folder["memory"], _ => { }, Cancellation);
        var executions = await later.Trading!.ExecutionsAsync(DateTime.UnixEpoch, Cancellation);
        Assert.Equal([filled, filled, away, away], executions.Select(e => e.ClientId));
        Assert.Equal(OrderStatus.Filled, (await later.Trading.FindAsync(away, Cancellation))!.Status);
        Assert.Equal(OrderStatus.Cancelled, (await later.Trading.FindAsync(triggered, Cancellation))!.Status);
        Assert.Empty(await later.Trading.OpenOrdersAsync(Cancellation));
    }

    private static async Task WaitsUntilChangedAndCancelledAsync(ITrading trading, string id)
    {
        var shown = Assert.Single(await trading.OpenOrdersAsync(Cancellation), o => o.ClientId == id);
        Assert.Equal((200m, 201m, OrderStatus.Accepted), (shown.StopPrice, shown.LimitPrice, shown.Status));
        if (trading.Capabilities.AmendsOrders)
        {
            shown = await trading.ReplaceAsync(shown, new OrderChange(5, 191, 190), Cancellation);
            Assert.Equal((190m, 191m, 5m), (shown.StopPrice, shown.LimitPrice, shown.Quantity));
        }

        await trading.CancelAsync(shown, Cancellation);
        Assert.Equal(OrderStatus.Cancelled, (await trading.FindAsync(id, Cancellation))!.Status);
        Assert.DoesNotContain(await trading.OpenOrdersAsync(Cancellation), o => o.ClientId == id);
    }

    private static async Task FillsAsync(ITrading trading, string id, decimal stop)
    {
        var executions = new Dictionary<string, decimal>();
        var orders = new List<BrokerOrder>();
        await foreach (var report in trading.ReportsAsync(Cancellation))
        {
            if (report == BrokerReport.Subscribed) orders.Add((await trading.FindAsync(id, Cancellation))!);
            Assert.NotNull(report.Order?.ClientId ?? report.Execution?.ClientId ?? (report == BrokerReport.Subscribed ? "" : null));
            if (report.Order is { } order && order.ClientId == id) orders.Add(order);
            if (report.Execution is { } execution && execution.ClientId == id) executions[execution.Id] = execution.Quantity;
            if (orders.Any(o => o.Status == OrderStatus.Filled)) break;
        }

        Assert.All(orders, o => Assert.Equal(stop, o.StopPrice));
        Assert.True(executions.Values.Sum() <= 4);
    }

    private static async Task RestsUntilChangedAndCancelledAsync(ITrading trading, string id)
    {
        var shown = Assert.Single(await trading.OpenOrdersAsync(Cancellation), o => o.ClientId == id);
        if (trading.Capabilities.AmendsOrders)
        {
            shown = await trading.ReplaceAsync(shown, new OrderChange(3, 51, shown.StopPrice), Cancellation);
            Assert.Equal((51m, 3m), (shown.LimitPrice, shown.Quantity));
        }

        await trading.CancelAsync(shown, Cancellation);
        var refusal = await Assert.ThrowsAsync<BrokerException>(() => trading.CancelAsync(shown, Cancellation));
        Assert.Equal(BrokerError.Invalid, refusal.Error);
    }

    private static OrderTicket Order(BrokerKind kind, OrderType type, decimal stop, decimal? limit) =>
        new("", kind.Symbol, Side.Buy, 4, type, limit, stop, TimeInForce.GoodTillCancelled);

    private static async Task<string> SubmitAsync(ITrading trading, string id, OrderTicket order)
    {
        Assert.Equal(id, (await trading.SubmitAsync(order with { ClientId = id }, Cancellation)).ClientId);
        return id;
    }

    /// <summary>A price that is sure to be left upwards: the market's turns around 100, and comes up to 104 each time.</summary>
    private static async Task<decimal> LowPriceAsync(Plugin plugin, string symbol)
    {
        await foreach (var quote in plugin.MarketData!.QuotesAsync([symbol], Cancellation))
        {
            if (quote.Quote.Ask < 102) return (decimal)Math.Round(quote.Quote.Ask, 2);
        }

        throw new InvalidOperationException("There is no price.");
    }

    private static async Task UntilAsync(BrokerProgram broker, string id, Func<JsonElement, bool> isSo)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!(await broker.LedgerAsync()).GetProperty("orders").EnumerateArray()
            .Any(o => o.GetProperty("clientId").GetString() == id && isSo(o))) await timer.WaitForNextTickAsync(Cancellation);
    }

    private static BrokerKind Kind(string exchange, bool isSpot) => exchange switch
    {
        "binance" => isSpot ? BrokerKind.Binance : BrokerKind.BinanceSwap,
        "okx" => isSpot ? BrokerKind.Okx : BrokerKind.OkxSwap,
        _ => isSpot ? BrokerKind.Bybit : BrokerKind.BybitSwap,
    };
}
