using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Orders;

/// <summary>
/// The orders of the account, from their making to their end, and what the strategy has to be told of them. It moves orders along the
/// table of their life; a move that the table does not allow is logged, and nothing is changed.
/// </summary>
public sealed class OrderStore
{
    private readonly MarketList markets;
    private readonly Clock clock;
    private readonly Log log;
    private readonly List<Order> orders = [];
    private readonly List<Order> open = [];
    private readonly Recent<Fill> fills = new();
    private readonly Queue<OrderNotice> notices = new();

    /// <summary>A store without orders.</summary>
    public OrderStore(MarketList markets, Clock clock, Log log)
    {
        this.markets = markets;
        this.clock = clock;
        this.log = log;
    }

    /// <summary>The orders that are in memory, in the order of submission: all, unless <see cref="EndedOrders"/> lets some leave.</summary>
    public IReadOnlyList<Order> Orders => orders;

    /// <summary>How many orders have been made: the number of the latest.</summary>
    public int Made { get; private set; }

    /// <summary>How many of them were denied.</summary>
    public int Denied { get; private set; }

    /// <summary>Takes each order as it ends; null where all stay in memory.</summary>
    internal Queue<Order>? Ended { get; set; }

    /// <summary>The orders that can still fill, oldest first.</summary>
    public IReadOnlyList<Order> Open => open;

    /// <summary>Whether an order can still fill.</summary>
    public bool HasOpen => open.Count > 0;

    /// <summary>All fills, in the order in which they happened; the oldest may have left memory.</summary>
    public Recent<Fill> Fills => fills;

    /// <summary>How many notices the strategy has not been told.</summary>
    public int Untold => notices.Count;

    /// <summary>Is told of each order when it was sent, and of each when its terms have changed; null for nobody.</summary>
    public IOrderJournal? Journal { get; set; }

    /// <summary>Takes the next thing that the strategy has to be told.</summary>
    /// <exception cref="InvalidOperationException">There is nothing.</exception>
    public OrderNotice TakeNotice() => notices.Dequeue();

    /// <summary>Makes an order of a request. Its number is the next one.</summary>
    public Order Add(in OrderRequest request)
    {
        var order = new Order(++Made, in request, clock.UtcNow);
        orders.Add(order);
        return order;
    }

    /// <summary>An order that is in memory, by its number; null when there is none.</summary>
    public Order? Find(long id)
    {
        int index = IndexAfter(id - 1);
        return index < orders.Count && orders[index].Id == id ? orders[index] : null;
    }

    /// <summary>The place in <see cref="Orders"/> of the first order with a number above one.</summary>
    public int IndexAfter(long id)
    {
        int low = 0, high = orders.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (orders[middle].Id <= id) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>Lets orders leave memory.</summary>
    internal void Remove(Predicate<Order> leaves) => orders.RemoveAll(leaves);

    /// <summary>Takes an order back that has left memory.</summary>
    internal void Restore(Order order)
    {
        orders.Insert(IndexAfter(order.Id), order);
        log.Warning(
            $"Something is told of order {order}, which had ended and left memory: orders that waited for it, or were linked with it, "
                + $"do not follow it any more.");
    }

    /// <summary>Ends an order that the risk engine refuses.</summary>
    /// <returns>Whether the table allows it.</returns>
    public bool Deny(Order order, Denial denial)
    {
        if (!order.TryDeny(denial, clock.UtcNow)) return Fault(order, OrderStatus.Denied);
        Denied++;
        open.Remove(order);
        Ended?.Enqueue(order);
        Journal?.Made(order);
        Tell(order);
        return true;
    }

    /// <summary>Keeps an order that is not handed to the venue yet among those that can still fill.</summary>
    public void Hold(Order order)
    {
        open.Add(order);
        Journal?.Made(order);
    }

    /// <summary>Counts an order as working, on its way to the venue.</summary>
    public void Send(Order order)
    {
        bool wasHeld = open.Contains(order);
        if (!order.TryMove(OrderStatus.Submitted, clock.UtcNow))
        {
            Fault(order, OrderStatus.Submitted);
            return;
        }

        if (!wasHeld) open.Add(order);
        Count(order, order.Remaining);
        if (wasHeld) Journal?.Changed(order);
        else Journal?.Made(order);
    }

    /// <summary>Moves an order to a status in which it works.</summary>
    public void Move(Order order, OrderStatus status)
    {
        if (order.TryMove(status, clock.UtcNow)) Tell(order);
        else Fault(order, status);
    }

    /// <summary>Ends an order.</summary>
    /// <returns>Whether the table allows it.</returns>
    public bool End(Order order, OrderStatus status, string? reason)
    {
        bool wasSent = order.Status != OrderStatus.PendingSubmit;
        if (!order.TryMove(status, clock.UtcNow, reason)) return Fault(order, status);
        Tell(order);
        open.Remove(order);
        Ended?.Enqueue(order);
        if (wasSent) Count(order, -order.Remaining);
        return true;
    }

    /// <summary>Gives an order new terms.</summary>
    public void Replace(Order order, decimal quantity, decimal? limitPrice, decimal? stopPrice)
    {
        if (order.Status != OrderStatus.PendingSubmit) Count(order, quantity - order.Quantity);
        order.Quantity = quantity;
        order.LimitPrice = limitPrice;
        order.StopPrice = stopPrice;
        Journal?.Changed(order);
        Tell(order);
    }

    /// <summary>Counts a fill of an order. One that does not fit is counted all the same, and said: an exchange has done it.</summary>
    public void Fill(Order order, Fill fill)
    {
        decimal counted = Math.Min(fill.Quantity, order.Remaining);
        bool wasOpen = order.IsOpen;
        if (!order.TryFill(fill.Quantity, fill.Price, fill.Time))
        {
            log.Error(FormattableString.Invariant(
                $"The venue filled {fill.Quantity} of order {order}, which could not fill that much: it is booked as the venue says."));
            order.FillBeyond(fill.Quantity, fill.Price, fill.Time);
        }

        if (wasOpen) Count(order, -counted);
        if (wasOpen && !order.IsOpen)
        {
            open.Remove(order);
            Ended?.Enqueue(order);
        }

        Fill(fill);
        notices.Enqueue(new OrderNotice(order, order.Status, fill));
    }

    /// <summary>Counts a fill of no order.</summary>
    public void Fill(Fill fill)
    {
        fills.Add(fill);
        Journal?.Filled(fill);
    }

    private void Tell(Order order) => notices.Enqueue(new OrderNotice(order, order.Status, null));

    private bool Fault(Order order, OrderStatus to)
    {
        log.Error($"Order {order} cannot become {to}: the report is ignored.");
        return false;
    }

    /// <summary>Changes what working orders can still do to the position. Those that only reduce it can do nothing to it that matters to a
    /// limit.</summary>
    private void Count(Order order, decimal quantity)
    {
        if (order.IsReduceOnly) return;
        var market = markets[order.Symbol];
        if (order.Side == Side.Buy) market.OpenToBuy += quantity;
        else market.OpenToSell += quantity;
    }
}
