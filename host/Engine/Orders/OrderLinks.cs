using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Venues;

namespace StrategyHost.Engine.Orders;

/// <summary>
/// Orders that depend on each other. Children wait for their parent's fill and are sized to it; a fill within a group
/// cancels or shrinks the others. The host does this itself, at the moment of the fill, whatever the venue can do.
/// A leg that the strategy cancels leaves the others as they are.
/// </summary>
public sealed class OrderLinks
{
    private readonly OrderBook book;
    private readonly MarketList markets;
    private readonly IVenue venue;
    private readonly RiskEngine risk;
    private readonly Dictionary<Order, List<Child>> childrenOf = [];
    private readonly Dictionary<Order, (OrderLink Link, IReadOnlyList<Order> Orders)> groupOf = [];

    /// <summary>Links among the orders of a book.</summary>
    public OrderLinks(OrderBook book, MarketList markets, IVenue venue, RiskEngine risk)
    {
        this.book = book;
        this.markets = markets;
        this.venue = venue;
        this.risk = risk;
        book.Traded += OnTraded;
        book.Ended += OnEnded;
    }

    /// <summary>Lets an order wait for its parent, which may have filled in part or in whole already.</summary>
    public void Wait(Order child, Order parent)
    {
        child.ParentId = parent.Id;
        var waiting = new Child(child, child.Quantity);
        if (!childrenOf.TryGetValue(parent, out var children)) childrenOf.Add(parent, children = []);
        children.Add(waiting);
        if (parent.Filled > 0) Grow(waiting, parent);
        else if (!parent.IsOpen) book.Cancelled(child, $"its parent, order {parent.Id}, has ended");
    }

    /// <summary>Makes a group of orders.</summary>
    public void Group(OrderLink link, IReadOnlyList<Order> orders)
    {
        foreach (var order in orders)
        {
            order.GroupId = orders[0].Id;
            groupOf[order] = (link, orders);
        }

        venue.Group(orders);
    }

    private void OnTraded(Order order, Market market, Fill fill)
    {
        if (childrenOf.Count > 0 && childrenOf.TryGetValue(order, out var children))
        {
            foreach (var child in children) Grow(child, order);
        }

        if (groupOf.Count == 0 || !groupOf.TryGetValue(order, out var group)) return;
        foreach (var other in group.Orders)
        {
            if (other != order && other.IsOpen) Yield(other, group.Link, order, fill.Quantity);
        }
    }

    private void OnEnded(Order order)
    {
        if (order.Filled > 0 || !childrenOf.TryGetValue(order, out var children)) return;
        foreach (var child in children)
        {
            if (child.Order.Status == OrderStatus.PendingSubmit) book.Cancelled(child.Order, $"its parent, order {order.Id}, has ended");
        }
    }

    /// <summary>Gives a child the size that its parent's fill allows: at first by sending it, later by changing it.</summary>
    private void Grow(Child child, Order parent)
    {
        var order = child.Order;
        if (!order.IsOpen) return;
        var market = markets[order.Symbol];
        decimal lot = market.Instrument.LotSize;
        decimal size = parent.Filled == parent.Quantity ? child.Wanted : Math.Floor(child.Wanted * parent.Filled / parent.Quantity / lot) * lot;
        if (size <= order.Filled) return;
        if (order.Status == OrderStatus.PendingSubmit) Send(order, market, size);
        else if (size != order.Quantity) venue.Replace(order, size, order.LimitPrice, order.StopPrice);
    }

    private void Send(Order order, Market market, decimal size)
    {
        order.Quantity = size;
        if (Trailing.Does(order.Type)) Trailing.Follow(order, (decimal)market.Bar.Close, market.Instrument.TickSize);
        var intent = OrderIntent.Of(order, market);
        var denial = order.IsReduceOnly ? risk.ReviewExit(in intent) : risk.Review(in intent);
        if (denial is not null)
        {
            book.Deny(order, denial);
            return;
        }

        book.Send(order);
        venue.Submit(order, market);
    }

    private void Yield(Order other, OrderLink link, Order filled, decimal quantity)
    {
        decimal left = link == OrderLink.OneCancelsOther ? other.Filled : other.Quantity - quantity;
        if (left > other.Filled && other.Status != OrderStatus.PendingSubmit)
        {
            venue.Replace(other, left, other.LimitPrice, other.StopPrice);
            return;
        }

        string reason = $"order {filled.Id} of its group was filled";
        if (other.Status == OrderStatus.PendingSubmit) book.Cancelled(other, reason);
        else venue.Cancel(other, reason);
    }

    private sealed record Child(Order Order, decimal Wanted);
}
