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
    private readonly HashSet<string> executions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Position> positions = new(StringComparer.Ordinal);

    /// <summary>What the session holds, and has held.</summary>
    public IReadOnlyDictionary<string, Position> Positions => positions;

    /// <summary>Its orders.</summary>
    public IReadOnlyCollection<KnownOrder> Orders => orders.Values;

    /// <summary>Cash that its executions have brought, commissions taken off.</summary>
    public decimal Cash { get; private set; }

    /// <summary>In what the session does not agree with the broker, as it was last told; null for nothing.</summary>
    public string? Doubt { get; private set; }

    /// <summary>Knows an order from now on.</summary>
    public void Add(OrderTicket ticket) => Order(ticket.ClientId).Ticket = ticket;

    /// <summary>An order.</summary>
    public bool TryFind(string clientId, [NotNullWhen(true)] out KnownOrder? order) => orders.TryGetValue(clientId, out order);

    /// <summary>Takes news.</summary>
    /// <returns>Whether they say anything that was not known.</returns>
    public bool Take(BrokerNews news) => news switch
    {
        ExecutionNews { Execution: var execution } => Take(execution),
        OrderNews order => Take(order),
        AdoptionNews adoption => Adopt(adoption),
        StandingNews standing => Take(standing),
        UnchangeableNews => true,
        _ => false,
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

    /// <summary>An ended order never works again, and what is filled never becomes less: such a report came late.</summary>
    private bool Take(OrderNews news)
    {
        if (news.Order.ClientId is not { } id) return false;
        var order = Order(id);
        bool isLate = order.Shown is { } known && (!OrderLife.IsOpen(known.Status) || news.Order.Filled < known.Filled);
        if (isLate || (order.Shown == news.Order && news.Refusal is null)) return false;
        order.Shown = news.Order;
        return true;
    }

    private KnownOrder Order(string clientId)
    {
        if (!orders.TryGetValue(clientId, out var order)) orders.Add(clientId, order = new KnownOrder(clientId));
        return order;
    }

    private bool Adopt(AdoptionNews adoption)
    {
        Book(adoption.Symbol, adoption.Quantity, adoption.Price);
        Cash -= adoption.Quantity * adoption.Price;
        return true;
    }

    private bool Take(StandingNews standing)
    {
        if (Doubt == standing.Difference) return false;
        Doubt = standing.Difference;
        return true;
    }

    private void Book(string symbol, decimal signed, decimal price)
    {
        if (!positions.TryGetValue(symbol, out var position)) positions.Add(symbol, position = new Position(new Instrument { Symbol = symbol }));
        position.Apply(signed, price);
    }
}
