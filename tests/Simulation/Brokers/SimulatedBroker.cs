using System.Runtime.CompilerServices;
using StrategyHost.Plugins;
using StrategyHost.Simulation.Exchanges;
using StrategyHost.Simulation.Scheduling;

namespace StrategyHost.Simulation.Brokers;

/// <summary>A plugin's trading in one process: what it is asked goes over the network to the exchange.</summary>
/// <param name="process">The process that it is loaded in.</param>
/// <param name="network">The network.</param>
/// <param name="traits">How the broker is.</param>
internal sealed class SimulatedBroker(SimulatedProcess process, SimulatedNetwork network, BrokerTraits traits) : ITrading
{
    private static readonly TimeInForceKind[] ForTheDay =
        [TimeInForceKind.Day, TimeInForceKind.ImmediateOrCancel, TimeInForceKind.FillOrKill];
    private readonly SimulatedExchange exchange = network.Exchange;

    /// <inheritdoc/>
    public TradingCapabilities Capabilities { get; } = new()
    {
        OrderTypes = traits.TakesTrailingStops
            ? [OrderType.Market, OrderType.Limit, OrderType.Stop, OrderType.StopLimit, OrderType.TrailingStop]
            : [OrderType.Market, OrderType.Limit, OrderType.Stop, OrderType.StopLimit],
        TimesInForce = traits.TakesGoodTillCancelled
            ? [.. ForTheDay, TimeInForceKind.GoodTillCancelled, TimeInForceKind.GoodTillDate]
            : ForTheDay,
        AmendsOrders = traits.AmendsOrders,
        // One that loses ids in a restart takes an id again, and must not promise otherwise.
        RefusesDuplicateClientIds = traits.Exchange is { RefusesDuplicates: true, ForgetsClientIds: false, ForgetsEndedOrders: false },
        StreamsReports = traits.StreamsReports,
        PollInterval = traits.PollInterval,
        RequestsPerSecond = traits.RequestsPerSecond,
    };

    /// <inheritdoc/>
    public Task<BrokerOrder> SubmitAsync(OrderTicket ticket, CancellationToken cancellation)
    {
        var (id, symbol, side, quantity, type, limit, stop, _) = ticket;
        Note($"submit {id} {side} {quantity} {symbol} {type} stop {stop} limit {limit}");
        return network.AskAsync(process, RequestKind.Submit, () => exchange.Submit(ticket), cancellation);
    }

    /// <inheritdoc/>
    public Task CancelAsync(BrokerOrder order, CancellationToken cancellation)
    {
        Note($"cancel {order.ClientId ?? order.BrokerId}");
        if (!process.IsDead) network.NoteCancel(order);
        return network.AskAsync(process, RequestKind.Cancel, () => Cancel(order), cancellation);
    }

    /// <inheritdoc/>
    public Task<BrokerOrder> ReplaceAsync(BrokerOrder order, OrderChange change, CancellationToken cancellation)
    {
        if (!traits.AmendsOrders) throw new InvalidOperationException("This broker changes no orders, and was asked to.");
        Note($"replace {order.ClientId} {change.Quantity} stop {change.StopPrice} limit {change.LimitPrice}");
        var sent = network.World.Now;
        return network.AskAsync(process, RequestKind.Replace, () => exchange.Replace(order, change, sent), cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<BrokerOrder>> OpenOrdersAsync(CancellationToken cancellation) =>
        Orders(exchange.OpenOrders, cancellation);

    /// <inheritdoc/>
    public Task<BrokerOrder?> FindAsync(string clientId, CancellationToken cancellation) =>
        Orders(() => exchange.Find(clientId, network.World.Now - network.Faults.IndexLag), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Execution>> ExecutionsAsync(DateTime since, CancellationToken cancellation) =>
        Orders(() => exchange.Ledger.ShownExecutions(since, network.World.Now), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BrokerPosition>> PositionsAsync(CancellationToken cancellation) =>
        Positions(() => exchange.Ledger.PositionsAt(network.World.Now - network.Faults.PositionLag), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BrokerBalance>> BalancesAsync(CancellationToken cancellation) =>
        Positions<IReadOnlyList<BrokerBalance>>(() => [new BrokerBalance("USD", exchange.Ledger.Cash)], cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<BrokerReport> ReportsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!traits.StreamsReports) throw new InvalidOperationException("This broker sends no reports, and was asked for them.");
        var line = network.Open(process);
        try
        {
            while (true)
            {
                while (line.Take() is { } report) yield return report;
                await line.WaitAsync(cancellation);
            }
        }
        finally
        {
            network.Close(line);
        }
    }

    private Task<T> Orders<T>(Func<T> serve, CancellationToken cancellation) =>
        network.AskAsync(process, RequestKind.Orders, serve, cancellation);

    private Task<T> Positions<T>(Func<T> serve, CancellationToken cancellation) =>
        network.AskAsync(process, RequestKind.Positions, serve, cancellation);

    private bool Cancel(BrokerOrder order)
    {
        exchange.Cancel(order);
        return true;
    }

    /// <summary>Notes what is sent. The text is made only when the trace is kept.</summary>
    private void Note(FormattableString text)
    {
        if (network.World.Trace.IsKept && !process.IsDead) network.World.Note(process.Name, FormattableString.Invariant(text));
    }
}
