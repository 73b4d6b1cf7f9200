using System.Diagnostics;
using System.Runtime.CompilerServices;
using StrategyHost.Plugins;

namespace StrategyHost.Benchmarks.OrderPath;

/// <summary>A plugin that shows a trade at an even pace, and ends each order as soon as it has it.</summary>
/// <param name="perSecond">How many trades it shows in a second; 0 for as fast as they are taken.</param>
/// <param name="count">How many, until there are no more.</param>
internal sealed class FlashBroker(int perSecond, int count) : Plugin, IMarketData, ITrading
{
    public override IMarketData MarketData => this;

    public override ITrading Trading => this;

    public TradingCapabilities Capabilities { get; } = new()
    {
        OrderTypes = [OrderType.Limit],
        TimesInForce = [TimeInForceKind.GoodTillCancelled],
        RefusesDuplicateClientIds = true,
        StreamsReports = true,
    };

    MarketDataCapabilities IMarketData.Capabilities { get; } = new() { Bars = false, Trades = true };

    public override Task ConnectAsync(PluginSettings settings, CancellationToken cancellation) => Task.CompletedTask;

    public Task<Instrument?> FindAsync(string symbol, CancellationToken cancellation) =>
        Task.FromResult<Instrument?>(new Instrument { Symbol = symbol });

    public IAsyncEnumerable<SymbolBar> BarsAsync(IReadOnlyList<string> symbols, Resolution resolution, DateTime after,
        CancellationToken cancellation) => throw new NotSupportedException();

    public async IAsyncEnumerable<SymbolTrade> TradesAsync(IReadOnlyList<string> symbols,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        var first = TimeProvider.System.GetUtcNow().UtcDateTime;
        for (int i = 0; i < count; i++)
        {
            var due = perSecond == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((double)i / perSecond);
            var left = due - Stopwatch.GetElapsedTime(start);
            if (left > TimeSpan.FromMilliseconds(1)) await Task.Delay(left, cancellation);
            yield return new SymbolTrade(symbols[0], new Trade(first + due, 100, 1));
        }
    }

    public Task<BrokerOrder> SubmitAsync(OrderTicket ticket, CancellationToken cancellation) =>
        Task.FromResult(Shown(ticket.ClientId, ticket.Symbol, OrderStatus.Cancelled));

    public Task CancelAsync(BrokerOrder order, CancellationToken cancellation) => Task.CompletedTask;

    public Task<BrokerOrder> ReplaceAsync(BrokerOrder order, OrderChange change, CancellationToken cancellation) => Task.FromResult(order);

    public Task<IReadOnlyList<BrokerOrder>> OpenOrdersAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<BrokerOrder>>([]);

    Task<BrokerOrder?> ITrading.FindAsync(string clientId, CancellationToken cancellation) =>
        Task.FromResult<BrokerOrder?>(Shown(clientId, "X", OrderStatus.Accepted));

    public Task<IReadOnlyList<Execution>> ExecutionsAsync(DateTime since, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Execution>>([]);

    public Task<IReadOnlyList<BrokerPosition>> PositionsAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<BrokerPosition>>([]);

    public Task<IReadOnlyList<BrokerBalance>> BalancesAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<BrokerBalance>>([new BrokerBalance("USD", 1_000_000_000)]);

    public async IAsyncEnumerable<BrokerReport> ReportsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return BrokerReport.Subscribed;
        await Task.Delay(Timeout.Infinite, cancellation);
    }

    private static BrokerOrder Shown(string clientId, string symbol, OrderStatus status) => new()
    {
        ClientId = clientId,
        Symbol = symbol,
        Side = Side.Buy,
        Quantity = 1,
        LimitPrice = 1,
        Status = status
    };
}
