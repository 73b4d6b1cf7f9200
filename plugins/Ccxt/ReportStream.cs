using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using StrategyHost.Plugins;

namespace Ccxt;

/// <summary>What the exchange tells of orders and trades by itself.</summary>
internal sealed class ReportStream(Exchange exchange, OrderMemory memory, AccountTrades trades, OrderReading orders, OrderLookup lookup,
    TimeProvider clock)
{
    /// <summary>How many reports wait at most: then the streams that they come from wait, and end when they have too many
    /// themselves.</summary>
    private const int MostWaiting = 1000;
    private static readonly TimeSpan AfterSubscription = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan UntilSecondLook = TimeSpan.FromSeconds(3);

    /// <summary>Reports, until the caller cancels.</summary>
    /// <exception cref="BrokerException">A stream broke.</exception>
    public async IAsyncEnumerable<BrokerReport> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reports = Channel.CreateBounded<BrokerReport>(MostWaiting);
        bool isSubscribed = false;
        Task[] work =
        [
            FollowAsync("watchOrders", OrderAsync, reports.Writer, stop.Token),
            FollowAsync("watchMyTrades", TradeAsync, reports.Writer, stop.Token),
            SubscribedAsync(reports.Writer, stop.Token),

            // OKX tells of orders that wait for a price in a stream of their own.
            .. exchange.Settings.Exchange == "okx" ? [FollowAsync("watchOrders", OrderAsync, reports.Writer, stop.Token, null, null, null,
                new { trigger = true })] : Array.Empty<Task>(),
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

    private async Task SubscribedAsync(ChannelWriter<BrokerReport> reports, CancellationToken cancellation)
    {
        try
        {
            await exchange.StandsAsync(cancellation);

            // No exchange says when a subscription counts: a second look a little later finds what fell between.
            await Task.Delay(AfterSubscription, clock, cancellation);
            await reports.WriteAsync(BrokerReport.Subscribed, cancellation);
            await Task.Delay(UntilSecondLook, clock, cancellation);
            await reports.WriteAsync(BrokerReport.Subscribed, cancellation);
        }
        catch (Exception end) when (end is OperationCanceledException or ChannelClosedException)
        {
            // Nobody listens any more, or another stream broke.
        }
        catch (BrokerException failure)
        {
            reports.TryComplete(failure);
        }
    }

    private async Task FollowAsync(string stream, Func<JsonElement, ChannelWriter<BrokerReport>, CancellationToken, Task> take,
        ChannelWriter<BrokerReport> reports, CancellationToken cancellation, params object?[] args)
    {
        try
        {
            await foreach (var news in exchange.WatchAsync(stream, cancellation, args))
            {
                foreach (var row in news.Rows().Where(r => exchange.Markets.ContainsKey(r.Text("symbol") ?? "")))
                    await take(row, reports, cancellation);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or ChannelClosedException)
        {
            // Nobody listens any more, or another stream broke.
        }
        catch (BrokerException failure)
        {
            reports.TryComplete(failure.Error == BrokerError.Unavailable
                ? failure : new BrokerException(BrokerError.Unavailable, failure.Message, failure));
        }
    }

    private async Task OrderAsync(JsonElement row, ChannelWriter<BrokerReport> reports, CancellationToken cancellation)
    {
        if (row.Text("clientOrderId") is { } clientId && memory.Find(clientId) is { } known) lookup.Learn(known, row);
        else await lookup.KnowAsync([row.Text("id")], row.Text("symbol")!, cancellation);
        foreach (var execution in await orders.MissingAsync(row, cancellation))
            await reports.WriteAsync(new BrokerReport(null, execution), cancellation);
        await reports.WriteAsync(new BrokerReport(orders.Shown(row), null), cancellation);
    }

    private async Task TradeAsync(JsonElement trade, ChannelWriter<BrokerReport> reports, CancellationToken cancellation) =>
        await reports.WriteAsync(new BrokerReport(null,
            await trades.TakeAsync(trade, exchange.Markets[trade.Text("symbol")!], cancellation)), cancellation);
}
