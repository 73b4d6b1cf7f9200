using System.Globalization;
using System.Runtime.CompilerServices;
using StrategyHost;
using StrategyHost.Plugins;

namespace Practice;

/// <summary>Trading at the practice broker.</summary>
internal sealed class PracticeTrading(PracticeLine line, bool changesOrders) : ITrading
{
    public TradingCapabilities Capabilities { get; } = CapabilitiesOf(changesOrders);

    /// <summary>What the practice broker takes.</summary>
    public static TradingCapabilities CapabilitiesOf(bool changesOrders) => new()
    {
        OrderTypes = [OrderType.Market, OrderType.Limit, OrderType.Stop, OrderType.StopLimit],
        TimesInForce = [TimeInForceKind.Day, TimeInForceKind.GoodTillCancelled, TimeInForceKind.ImmediateOrCancel],
        AmendsOrders = changesOrders,
        RefusesDuplicateClientIds = true,
        StreamsReports = true,
    };

    public Task<BrokerOrder> SubmitAsync(OrderTicket ticket, CancellationToken cancellation) => line.DoAsync<BrokerOrder>(
        HttpMethod.Post,
        "orders",
        new
        {
            ticket.ClientId,
            ticket.Symbol,
            ticket.Side,
            ticket.Quantity,
            ticket.Type,
            ticket.LimitPrice,
            ticket.StopPrice,
            TimeInForce = ticket.TimeInForce.Kind
        },
        cancellation);

    public Task CancelAsync(BrokerOrder order, CancellationToken cancellation) =>
        line.DoAsync<BrokerOrder>(HttpMethod.Delete, $"orders/{order.ClientId}", null, cancellation);

    public Task<BrokerOrder> ReplaceAsync(BrokerOrder order, OrderChange change, CancellationToken cancellation) =>
        line.DoAsync<BrokerOrder>(HttpMethod.Put, $"orders/{order.ClientId}", change, cancellation);

    public async Task<IReadOnlyList<BrokerOrder>> OpenOrdersAsync(CancellationToken cancellation) =>
        await line.GetAsync<BrokerOrder[]>("orders", cancellation) ?? [];

    public Task<BrokerOrder?> FindAsync(string clientId, CancellationToken cancellation) =>
        line.GetAsync<BrokerOrder>($"orders/{clientId}", cancellation);

    public async Task<IReadOnlyList<Execution>> ExecutionsAsync(DateTime since, CancellationToken cancellation) =>
        await line.GetAsync<Execution[]>($"executions?since={since.ToString("O", CultureInfo.InvariantCulture)}", cancellation) ?? [];

    public async Task<IReadOnlyList<BrokerPosition>> PositionsAsync(CancellationToken cancellation) =>
        await line.GetAsync<BrokerPosition[]>("positions", cancellation) ?? [];

    public async Task<IReadOnlyList<BrokerBalance>> BalancesAsync(CancellationToken cancellation) =>
        await line.GetAsync<BrokerBalance[]>("balances", cancellation) ?? [];

    public async IAsyncEnumerable<BrokerReport> ReportsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var message in line.StreamAsync([], cancellation))
        {
            switch (message.GetProperty("type").GetString())
            {
                case "subscribed":
                    yield return BrokerReport.Subscribed;
                    break;
                case "order":
                    yield return new BrokerReport(PracticeLine.Read<BrokerOrder>(message, "order"), null);
                    break;
                case "execution":
                    yield return new BrokerReport(null, PracticeLine.Read<Execution>(message, "execution"));
                    break;
            }
        }
    }
}
