using System.Diagnostics.CodeAnalysis;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>
/// A session's orders, executions and positions as its news say: what tells news from what is known already, and what is compared with the
/// broker. Of a finished order that has left memory it is still known that it has ended, and of an execution that it was told. Not safe for
/// several threads.
/// </summary>
/// <param name="kept">How many finished orders are kept at least; up to twice as many are.</param>
internal sealed class SessionLedger(int kept = SessionLedger.MostFinished)
{
    /// <summary>How many finished orders a session keeps at least.</summary>
    public const int MostFinished = 1000;

    private readonly Dictionary<string, KnownOrder> orders = new(StringComparer.Ordinal);
    private readonly List<KnownOrder> live = [];
    private readonly Queue<KnownOrder> finished = new();
    private readonly IdSet forgotten = new();
    private readonly IdSet executions = new();
    private readonly Dictionary<string, Position> positions = new(StringComparer.Ordinal);

    /// <summary>What the session holds, and has held.</summary>
    public IReadOnlyDictionary<string, Position> Positions => positions;

    /// <summary>Its orders that can still fill, or of which executions are missing.</summary>
    public IReadOnlyList<KnownOrder> Live
    {
        get
        {
            live.RemoveAll(static o => o.IsFinished);
            return live;
        }
    }

    /// <summary>Whether it has ever had an order.</summary>
    public bool HasOrders => orders.Count + forgotten.Count > 0;

    /// <summary>Cash that its executions have brought, commissions taken off.</summary>
    public decimal Cash { get; private set; }

    /// <summary>In what the session does not agree with the broker, as it was last told; null for nothing.</summary>
    public string? Mismatch { get; private set; }

    /// <summary>Knows an order from now on.</summary>
    /// <param name="ticket">The order.</param>
    /// <param name="isHandedOver">Whether the broker may have it.</param>
    public void Add(OrderTicket ticket, bool isHandedOver)
    {
        var order = Order(ticket.ClientId, isHandedOver);
        order.Ticket = ticket;
        order.IsHandedOver |= isHandedOver;
    }

    /// <summary>An order. Of one that has left memory it is known that it has ended.</summary>
    public bool TryFind(string clientId, [NotNullWhen(true)] out KnownOrder? order)
    {
        if (orders.TryGetValue(clientId, out order)) return true;
        if (forgotten.Contains(clientId)) order = KnownOrder.Forgotten(clientId);
        return order is not null;
    }

    /// <summary>Takes what the broker says.</summary>
    /// <returns>What of it was not known; null for nothing.</returns>
    public BrokerEvent? Take(BrokerEvent said) => said switch
    {
        ExecutionReport { Execution: var execution } => Take(execution) ? said : null,
        OrderReport report => Take(report),
        PositionAdopted adoption => Adopt(adoption),
        AccountMismatch mismatch => Take(mismatch) ? said : null,
        _ => null,
    };

    private bool Take(Execution execution)
    {
        if (!executions.Add(execution.Id)) return false;
        decimal signed = execution.Side == Side.Buy ? execution.Quantity : -execution.Quantity;
        Book(execution.Symbol, signed, execution.Price);
        Cash -= (signed * execution.Price) + execution.Commission;
        if (execution.ClientId is not { } id) return true;
        var order = Order(id);
        order.Filled += execution.Quantity;
        Finish(order);
        return true;
    }

    /// <summary>
    /// An ended order never works again, and what is filled never becomes less: such a report came late, and nothing of it is new but what
    /// it answers.
    /// </summary>
    private OrderReport? Take(OrderReport report)
    {
        if (report.Order.ClientId is not { } id) return null;
        var order = Order(id);
        var shown = report.Order;
        if (order.Shown is { } known)
        {
            if (!OrderLife.IsOpen(known.Status)) return null;
            if (shown.Filled < known.Filled)
            {
                if (report.Answered is null && report.Refusal is null) return null;
                shown = known with
                {
                    Quantity = Math.Max(shown.Quantity, known.Filled),
                    LimitPrice = shown.LimitPrice,
                    StopPrice = shown.StopPrice
                };
            }

            if (known == shown && report.Refusal is null && report.Answered is null) return null;
        }

        order.Shown = shown;
        Finish(order);
        return report with { Order = shown };
    }

    private KnownOrder Order(string clientId, bool isHandedOver = true)
    {
        if (TryFind(clientId, out var order)) return order;
        orders.Add(clientId, order = new KnownOrder(clientId) { IsHandedOver = isHandedOver });
        live.Add(order);
        return order;
    }

    /// <summary>Counts an order that has finished, and forgets those that did so first, where there are too many.</summary>
    private void Finish(KnownOrder order)
    {
        if (!order.IsFinished || order.IsLeaving || order.IsForgotten) return;
        order.IsLeaving = true;
        finished.Enqueue(order);
        if (finished.Count < 2 * kept) return;
        live.RemoveAll(static o => o.IsFinished);
        while (finished.Count > kept)
        {
            string id = finished.Dequeue().ClientId;
            orders.Remove(id);
            forgotten.Add(id);
        }
    }

    private PositionAdopted Adopt(PositionAdopted adoption)
    {
        Book(adoption.Symbol, adoption.Quantity, adoption.Price);
        Cash -= adoption.Quantity * adoption.Price;
        return adoption;
    }

    private bool Take(AccountMismatch mismatch)
    {
        if (Mismatch == mismatch.Difference) return false;
        Mismatch = mismatch.Difference;
        return true;
    }

    private void Book(string symbol, decimal signed, decimal price)
    {
        if (!positions.TryGetValue(symbol, out var position))
            positions.Add(symbol, position = new Position(new Instrument { Symbol = symbol }));
        position.Apply(signed, price);
    }
}
