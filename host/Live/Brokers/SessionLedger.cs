using System.Diagnostics.CodeAnalysis;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>
/// A session's orders, executions and positions as its news say: what tells news from what is known already, and what is compared with the
/// broker. Not safe for several threads.
/// </summary>
internal sealed class SessionLedger
{
    private readonly Dictionary<string, KnownOrder> orders = new(StringComparer.Ordinal);
    private readonly List<KnownOrder> live = [];
    private readonly HashSet<string> executions = new(StringComparer.Ordinal);
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
    public bool HasOrders => orders.Count > 0;

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

    /// <summary>An order.</summary>
    public bool TryFind(string clientId, [NotNullWhen(true)] out KnownOrder? order) => orders.TryGetValue(clientId, out order);

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
        if (execution.ClientId is { } id) Order(id).Filled += execution.Quantity;
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
        return report with { Order = shown };
    }

    private KnownOrder Order(string clientId, bool isHandedOver = true)
    {
        if (orders.TryGetValue(clientId, out var order)) return order;
        orders.Add(clientId, order = new KnownOrder(clientId) { IsHandedOver = isHandedOver });
        live.Add(order);
        return order;
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
