using System.Globalization;
using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Venues;

namespace StrategyHost.Engine.Orders;

/// <summary>
/// The orders of the account, from their making to their end. Takes what the venue reports, books fills, and keeps
/// what the strategy has to be told until it is asked for.
/// </summary>
public sealed class OrderBook : IVenueReports
{
    private readonly MarketList markets;
    private readonly Account account;
    private readonly Clock clock;
    private readonly Log log;
    private readonly List<Order> orders = [];
    private readonly List<Order> open = [];
    private readonly List<Fill> fills = [];
    private readonly Queue<OrderNotice> notices = new();

    /// <summary>A book without orders.</summary>
    public OrderBook(MarketList markets, Account account, Clock clock, Log log)
    {
        this.markets = markets;
        this.account = account;
        this.clock = clock;
        this.log = log;
    }

    /// <summary>All orders, in the order of submission.</summary>
    public IReadOnlyList<Order> Orders => orders;

    /// <summary>The orders that can still fill, oldest first.</summary>
    public IReadOnlyList<Order> Open => open;

    /// <summary>Whether an order can still fill.</summary>
    public bool HasOpen => open.Count > 0;

    /// <summary>All fills, in the order in which they happened.</summary>
    public IReadOnlyList<Fill> Fills => fills;

    /// <summary>The largest quantity of a fill over the volume of the bar that filled it, a ratio; 0 before the first fill on a bar with a volume.</summary>
    public double LargestVolumeShare { get; private set; }

    /// <summary>What has been opened and closed.</summary>
    public RoundTrips RoundTrips { get; } = new();

    /// <summary>How many notices the strategy has not been told.</summary>
    public int Untold => notices.Count;

    /// <summary>The next thing that the strategy has to be told.</summary>
    /// <exception cref="InvalidOperationException">There is nothing.</exception>
    public OrderNotice NextNotice() => notices.Dequeue();

    /// <summary>Tells of a fill after it was booked.</summary>
    public event Action<Order, Market, Fill>? Traded;

    /// <summary>Tells of a quantity that was adopted, after it was booked.</summary>
    public event Action<Market, Fill>? Adoption;

    /// <summary>Tells that an order has ended other than by being filled whole.</summary>
    public event Action<Order>? Ended;

    /// <summary>Makes an order of a request. Its number is the next one.</summary>
    public Order Make(in OrderRequest request)
    {
        var order = new Order(orders.Count + 1, in request, clock.UtcNow);
        orders.Add(order);
        return order;
    }

    /// <summary>Ends an order that the risk engine refuses.</summary>
    public void Deny(Order order, Denial denial)
    {
        if (!order.TryDeny(denial, clock.UtcNow))
        {
            Fault(order, OrderStatus.Denied);
            return;
        }

        open.Remove(order);
        Tell(order);
        Ended?.Invoke(order);
    }

    /// <summary>Keeps an order that is not handed to the venue yet among those that can still fill.</summary>
    public void Hold(Order order) => open.Add(order);

    /// <summary>Counts an order as working, on its way to the venue.</summary>
    public void Send(Order order)
    {
        if (!order.TryMove(OrderStatus.Submitted, clock.UtcNow))
        {
            Fault(order, OrderStatus.Submitted);
            return;
        }

        if (!open.Contains(order)) open.Add(order);
        Count(order, order.Remaining);
    }

    /// <inheritdoc/>
    public void Accepted(Order order)
    {
        bool worksOn = order.Filled > 0 && order.Status is (OrderStatus.PendingCancel or OrderStatus.PendingReplace);
        Move(order, worksOn ? OrderStatus.PartiallyFilled : OrderStatus.Accepted, null);
    }

    /// <inheritdoc/>
    public void Rejected(Order order, string reason)
    {
        log.Warning($"Order {order.Id} {order.Symbol} was rejected by the venue: {reason}.");
        End(order, OrderStatus.Rejected, reason);
    }

    /// <inheritdoc/>
    public void CancelPending(Order order) => Move(order, OrderStatus.PendingCancel, null);

    /// <inheritdoc/>
    public void ReplacePending(Order order) => Move(order, OrderStatus.PendingReplace, null);

    /// <inheritdoc/>
    public void Adopted(Fill fill)
    {
        var market = markets[fill.Symbol];
        if (market.BarsSeen == 0) market.Presume(fill.Price);
        account.Book(market, fill);
        RoundTrips.Book(market, fill);
        fills.Add(fill);
        Adoption?.Invoke(market, fill);
    }

    /// <inheritdoc/>
    public void Cancelled(Order order, string? reason) => End(order, OrderStatus.Cancelled, reason);

    /// <inheritdoc/>
    public void Expired(Order order, string reason) => End(order, OrderStatus.Expired, reason);

    /// <inheritdoc/>
    public void Filled(Order order, Fill fill)
    {
        if (!order.TryFill(fill.Quantity, fill.Price, fill.Time))
        {
            log.Error(string.Create(CultureInfo.InvariantCulture, $"A fill of {fill.Quantity} does not fit order {order}: it is not booked."));
            return;
        }

        var market = markets[order.Symbol];
        Count(order, -fill.Quantity);
        if (!order.IsOpen) open.Remove(order);
        if (market.BarsSeen == 0) market.Presume(fill.Price);
        account.Book(market, fill);
        RoundTrips.Book(market, fill);
        fills.Add(fill);
        if (market.Bar.Volume > 0) LargestVolumeShare = Math.Max(LargestVolumeShare, (double)fill.Quantity / market.Bar.Volume);
        notices.Enqueue(new OrderNotice(order, order.Status, fill));
        Traded?.Invoke(order, market, fill);
    }

    /// <inheritdoc/>
    public void Replaced(Order order, decimal quantity, decimal? limitPrice, decimal? stopPrice)
    {
        Count(order, quantity - order.Quantity);
        order.Quantity = quantity;
        order.LimitPrice = limitPrice;
        order.StopPrice = stopPrice;
        Tell(order);
    }

    private void End(Order order, OrderStatus status, string? reason)
    {
        bool wasSent = order.Status != OrderStatus.PendingSubmit;
        if (!Move(order, status, reason)) return;
        open.Remove(order);
        if (wasSent) Count(order, -order.Remaining);
        Ended?.Invoke(order);
    }

    private bool Move(Order order, OrderStatus status, string? reason)
    {
        if (!order.TryMove(status, clock.UtcNow, reason))
        {
            Fault(order, status);
            return false;
        }

        Tell(order);
        return true;
    }

    private void Tell(Order order) => notices.Enqueue(new OrderNotice(order, order.Status, null));

    private void Fault(Order order, OrderStatus to) => log.Error($"Order {order} cannot become {to}: the report is ignored.");

    /// <summary>Changes what working orders can still do to the position. Those that only reduce it can do nothing to it that matters to a limit.</summary>
    private void Count(Order order, decimal quantity)
    {
        var market = markets[order.Symbol];
        if (order.Side == Side.Buy && !order.IsReduceOnly) market.OpenToBuy += quantity;
        if (order.Side == Side.Sell && !order.IsReduceOnly) market.OpenToSell += quantity;
    }
}
