using System.Runtime.CompilerServices;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Tests.Brokers;

/// <summary>A broker in memory whose next answers a test decides. It runs on one thread.</summary>
internal sealed class ScriptedBroker : Plugin, ITrading
{
    private static readonly DateTime Traded = new(2024, 1, 2, 0, 0, 0, DateTimeKind.Utc);
    private readonly Dictionary<string, BrokerOrder> orders = [];
    private readonly List<Execution> executions = [];
    private readonly Queue<BrokerReport> reports = new();
    private TaskCompletionSource reported = new(TaskCreationOptions.RunContinuationsAsynchronously);

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

    /// <summary>What changes wait for before they are made, in turn; when there is none left, they are made at once.</summary>
    public Queue<Task> Changes { get; } = new();

    /// <summary>Every client id that was submitted, as often as it was.</summary>
    public List<string> Sent { get; } = [];

    /// <summary>What was asked that could trade, in order: <c>submit id</c>, <c>cancel id</c> and <c>replace id quantity</c>.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>How often a subscription to reports breaks before the next stands.</summary>
    public int Cuts { get; set; }

    /// <summary>Is called whenever it is asked what is held; null for nobody.</summary>
    public Action? Looked { get; set; }

    /// <summary>How often it was asked for the orders that work.</summary>
    public int Looks { get; private set; }

    /// <summary>Whether cancellations are taken, and nothing comes of them.</summary>
    public bool IgnoresCancels { get; set; }

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
        var order = new BrokerOrder
        {
            ClientId = ticket.ClientId,
            BrokerId = $"B{orders.Count}",
            Symbol = ticket.Symbol,
            Side = ticket.Side,
            Quantity = ticket.Quantity,
            LimitPrice = ticket.LimitPrice,
            Status = OrderStatus.Accepted
        };
        orders.Add(ticket.ClientId, order);
        return order;
    }

    /// <summary>Fills an order whole.</summary>
    /// <returns>The execution.</returns>
    public Execution Fill(string clientId, decimal price, bool tells = true)
    {
        var order = orders[clientId] = orders[clientId] with { Status = OrderStatus.Filled, Filled = orders[clientId].Quantity };
        var execution =
            new Execution($"E{executions.Count}", clientId, order.Symbol, order.Side, order.Quantity, price, 1, Traded, Liquidity.Taker);
        executions.Add(execution);
        if (!tells) return execution;
        Report(new BrokerReport(order, null));
        Report(new BrokerReport(null, execution));
        return execution;
    }

    /// <summary>Changes an order without a word, as a request does that arrives late.</summary>
    public BrokerOrder Alter(string clientId, Func<BrokerOrder, BrokerOrder> change) => orders[clientId] = change(orders[clientId]);

    /// <summary>Says something without being asked.</summary>
    public void Report(BrokerReport report)
    {
        reports.Enqueue(report);
        reported.TrySetResult();
    }

    public Task<BrokerOrder> SubmitAsync(OrderTicket ticket, CancellationToken cancellation)
    {
        Sent.Add(ticket.ClientId);
        Asked.Add($"submit {ticket.ClientId}");
        if (Submits.TryDequeue(out var next) && next(ticket) is { } failure) throw failure;
        if (orders.ContainsKey(ticket.ClientId)) throw new BrokerException(BrokerError.DuplicateClientId, "It is there already.");
        return Task.FromResult(Take(ticket));
    }

    public Task CancelAsync(BrokerOrder order, CancellationToken cancellation)
    {
        Asked.Add($"cancel {order.ClientId}");
        if (IgnoresCancels) return Task.CompletedTask;
        orders[order.ClientId!] = orders[order.ClientId!] with { Status = OrderStatus.Cancelled };
        Report(new BrokerReport(orders[order.ClientId!], null));
        return Task.CompletedTask;
    }

    public async Task<BrokerOrder> ReplaceAsync(BrokerOrder order, OrderChange change, CancellationToken cancellation)
    {
        Asked.Add(FormattableString.Invariant($"replace {order.ClientId} {change.Quantity}"));
        if (Changes.TryDequeue(out var wait)) await wait;
        return orders[order.ClientId!] = orders[order.ClientId!] with { Quantity = change.Quantity, LimitPrice = change.LimitPrice };
    }

    public Task<IReadOnlyList<BrokerOrder>> OpenOrdersAsync(CancellationToken cancellation)
    {
        Looks++;
        return Task.FromResult<IReadOnlyList<BrokerOrder>>([.. orders.Values.Where(o => OrderLife.IsOpen(o.Status))]);
    }

    public Task<BrokerOrder?> FindAsync(string clientId, CancellationToken cancellation) =>
        Task.FromResult(orders.GetValueOrDefault(clientId));

    public Task<IReadOnlyList<Execution>> ExecutionsAsync(DateTime since, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Execution>>([.. executions]);

    public Task<IReadOnlyList<BrokerPosition>> PositionsAsync(CancellationToken cancellation)
    {
        if (IsLoggedOut) Refusals++;
        Looked?.Invoke();
        if (IsLoggedOut) throw new BrokerException(BrokerError.NotAuthenticated, "Log in again.");
        return Task.FromResult<IReadOnlyList<BrokerPosition>>([new BrokerPosition("X",
            Foreign + executions.Sum(e => e.Side == Side.Buy ? e.Quantity : -e.Quantity), Foreign == 0 ? null : 90)]);
    }

    public Task<IReadOnlyList<BrokerBalance>> BalancesAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<BrokerBalance>>([new BrokerBalance("USD", Cash)]);

    public async IAsyncEnumerable<BrokerReport> ReportsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        if (Cuts > 0 && Cuts-- > 0) throw new BrokerException(BrokerError.Unavailable, "The line is cut.");
        yield return BrokerReport.Subscribed;
        while (true)
        {
            if (Cuts > 0) throw new BrokerException(BrokerError.Unavailable, "The line is cut.");
            while (reports.TryDequeue(out var report)) yield return report;
            var wait = reported = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var end =
                cancellation.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), wait);
            await wait.Task;
        }
    }
}
