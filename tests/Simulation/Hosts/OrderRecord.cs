using StrategyHost.Engine.Orders;

namespace StrategyHost.Simulation.Hosts;

/// <summary>All orders and fills of a session, those included that have left its memory.</summary>
/// <param name="next">Takes them too.</param>
internal sealed class OrderRecord(IOrderJournal next) : IOrderJournal
{
    private readonly SortedDictionary<long, Order> orders = [];
    private readonly List<Fill> fills = [];

    /// <summary>The orders, in the order of submission.</summary>
    public IReadOnlyCollection<Order> Orders => orders.Values;

    /// <summary>The fills, in the order in which they were booked.</summary>
    public IReadOnlyList<Fill> Fills => fills;

    /// <summary>An order by its number; null when none has it.</summary>
    public Order? Find(long number) => orders.GetValueOrDefault(number);

    /// <inheritdoc/>
    public void Made(Order order)
    {
        orders[order.Id] = order;
        next.Made(order);
    }

    /// <inheritdoc/>
    public void Filled(Fill fill)
    {
        fills.Add(fill);
        next.Filled(fill);
    }

    /// <inheritdoc/>
    public void Changed(Order order) => next.Changed(order);
}
