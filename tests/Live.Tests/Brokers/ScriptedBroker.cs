using System.Runtime.CompilerServices;
using System.Threading.Channels;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Tests.Brokers;

/// <summary>A broker in memory whose next answers a test decides.</summary>
internal sealed class ScriptedBroker : Plugin, ITrading
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, BrokerOrder> orders = [];
    private readonly List<Execution> executions = [];
    private readonly Channel<BrokerReport> reports = Channel.CreateUnbounded<BrokerReport>();

    public TradingCapabilities Capabilities { get; init; } = new()
    {
        OrderTypes = [OrderType.Market, OrderType.Limit],
        TimesInForce = [TimeInForceKind.GoodTillCancelled, TimeInForceKind.Day],
        AmendsOrders = true,
        RefusesDuplicateClientIds = true,
        StreamsReports = true,
    };

    public override ITrading Trading => this;

    /// <summary>What submits do, in turn; when there is none left, they succeed.</summary>
    public Queue<Func<OrderTicket, Exception?>> Submits { get; } = new();

    /// <summary>Every client id that was submitted, as often as it was.</summary>
    public List<string> Sent { get; } = [];

    /// <summary>What the account holds beside what was traded here.</summary>
    public decimal Foreign { get; set; }

    /// <summary>Whether it wants a new login before it tells what is held.</summary>
    public bool IsLoggedOut { get; set; }

    /// <summary>How often it has said so.</summary>
    public int Refusals { get; private set; }

    public decimal Cash { get; set; } = 1_000_000;

    public override Task ConnectAsync(PluginSettings settings, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Takes an order as if it had been sent.</summary>
    public BrokerOrder Take(OrderTicket ticket)
    {
        lock (gate)
        {
            var order = new BrokerOrder { ClientId = ticket.ClientId, BrokerId = $"B{orders.Count}", Symbol = ticket.Symbol, Side = ticket.Side, Quantity = ticket.Quantity, LimitPrice = ticket.LimitPrice, Status = OrderStatus.Accepted };
            orders.Add(ticket.ClientId, order);
            return order;
        }
    }

    /// <summary>Fills an order whole.</summary>
    public void Fill(string clientId, decimal price, bool tells = true)
    {
        lock (gate)
        {
            var order = orders[clientId] = orders[clientId] with { Status = OrderStatus.Filled, Filled = orders[clientId].Quantity };
            var execution = new Execution($"E{executions.Count}", clientId, order.Symbol, order.Side, order.Quantity, price, 1, TimeProvider.System.GetUtcNow().UtcDateTime, Liquidity.Taker);
            executions.Add(execution);
            if (!tells) return;
            reports.Writer.TryWrite(new BrokerReport(order, null));
            reports.Writer.TryWrite(new BrokerReport(null, execution));
        }
    }

    public Task<BrokerOrder> SubmitAsync(OrderTicket ticket, CancellationToken cancellation)
    {
        lock (gate) Sent.Add(ticket.ClientId);
        if (Submits.TryDequeue(out var next) && next(ticket) is { } failure) throw failure;
        lock (gate)
        {
            if (orders.ContainsKey(ticket.ClientId)) throw new BrokerException(BrokerError.DuplicateClientId, "It is there already.");
        }

        return Task.FromResult(Take(ticket));
    }

    public Task CancelAsync(BrokerOrder order, CancellationToken cancellation)
    {
        lock (gate) orders[order.ClientId!] = orders[order.ClientId!] with { Status = OrderStatus.Cancelled };
        reports.Writer.TryWrite(new BrokerReport(orders[order.ClientId!], null));
        return Task.CompletedTask;
    }

    public Task<BrokerOrder> ReplaceAsync(BrokerOrder order, OrderChange change, CancellationToken cancellation)
    {
        lock (gate) return Task.FromResult(orders[order.ClientId!] = orders[order.ClientId!] with { Quantity = change.Quantity, LimitPrice = change.LimitPrice });
    }

    public Task<IReadOnlyList<BrokerOrder>> OpenOrdersAsync(CancellationToken cancellation)
    {
        lock (gate) return Task.FromResult<IReadOnlyList<BrokerOrder>>([.. orders.Values.Where(o => OrderLife.IsOpen(o.Status))]);
    }

    public Task<BrokerOrder?> FindAsync(string clientId, CancellationToken cancellation)
    {
        lock (gate) return Task.FromResult(orders.GetValueOrDefault(clientId));
    }

    public Task<IReadOnlyList<Execution>> ExecutionsAsync(DateTime since, CancellationToken cancellation)
    {
        lock (gate) return Task.FromResult<IReadOnlyList<Execution>>([.. executions]);
    }

    public Task<IReadOnlyList<BrokerPosition>> PositionsAsync(CancellationToken cancellation)
    {
        if (IsLoggedOut) Refusals++;
        if (IsLoggedOut) throw new BrokerException(BrokerError.NotAuthenticated, "Log in again.");
        lock (gate) return Task.FromResult<IReadOnlyList<BrokerPosition>>([new BrokerPosition("X", Foreign + executions.Sum(e => e.Side == Side.Buy ? e.Quantity : -e.Quantity), Foreign == 0 ? null : 90)]);
    }

    public Task<IReadOnlyList<BrokerBalance>> BalancesAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<BrokerBalance>>([new BrokerBalance("USD", Cash)]);

    public async IAsyncEnumerable<BrokerReport> ReportsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return BrokerReport.Subscribed;
        await foreach (var report in reports.Reader.ReadAllAsync(cancellation)) yield return report;
    }
}
