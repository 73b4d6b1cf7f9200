using StrategyHost.Engine.Markets;
using StrategyHost.Plugins;

namespace StrategyHost.Engine.Venues.Broker;

/// <summary>
/// A broker as a session sees it. What the session wants is kept until it is taken to be sent; what became of it comes as news. The venue
/// itself asks nobody: with the same orders and the same news it does the same, which is how a session is taken up after a restart.
/// </summary>
public sealed class BrokerVenue : IVenue
{
    private readonly IVenueReports reports;
    private readonly Log log;
    private readonly SentOrders sent;
    private readonly HashSet<string> executions = new(StringComparer.Ordinal);
    private List<BrokerCall> calls = [];

    /// <summary>A venue without orders.</summary>
    /// <param name="reports">Who hears what becomes of orders.</param>
    /// <param name="clientIdOf">What the broker is to call an order of the session.</param>
    /// <param name="log">Where lines go.</param>
    public BrokerVenue(IVenueReports reports, Func<long, string> clientIdOf, Log log)
    {
        this.reports = reports;
        this.log = log;
        sent = new SentOrders(clientIdOf);
    }

    /// <summary>What has been wanted since this was asked last, oldest first.</summary>
    public IReadOnlyList<BrokerCall> TakeCalls()
    {
        if (calls.Count == 0) return [];
        var taken = calls;
        calls = [];
        return taken;
    }

    /// <inheritdoc/>
    public void Submit(Order order, Market market)
    {
        Send(sent.Add(order));
    }

    /// <inheritdoc/>
    public void Cancel(Order order, string? reason)
    {
        if (order.Status == OrderStatus.PendingCancel) return;
        var latest = sent.Latest(order);
        latest.IsBeingReplaced = false;
        latest.CancelReason = reason ?? latest.CancelReason;
        reports.CancelPending(order);
        calls.Add(new CancelCall(latest.ClientId));
    }

    /// <inheritdoc/>
    public void Replace(Order order, decimal quantity, decimal? limitPrice, decimal? stopPrice)
    {
        if (order.Status == OrderStatus.PendingCancel) return;
        var latest = sent.Latest(order);
        if (latest.IsBeingReplaced)
        {
            if (quantity > order.Filled) reports.Replaced(order, quantity, limitPrice, stopPrice);
            return;
        }

        if (order.Status is OrderStatus.Accepted or OrderStatus.PartiallyFilled) reports.ReplacePending(order);
        calls.Add(new ReplaceCall(latest.ClientId, new OrderChange(quantity, limitPrice, stopPrice)));
    }

    /// <inheritdoc/>
    public void Group(IReadOnlyList<Order> orders)
    {
        // The host acts on linked orders itself: what one does to another comes as calls of its own.
    }

    /// <inheritdoc/>
    public bool NeedsEveryBar => false;

    /// <inheritdoc/>
    public void Work(DateTime time, ReadOnlySpan<Market> updated)
    {
        // The broker works orders.
    }

    /// <inheritdoc/>
    public void WorkAtClose(DateTime time, ReadOnlySpan<Market> updated)
    {
        // The broker works orders.
    }

    /// <summary>Takes news. What was taken before, or is older than what is known, changes nothing.</summary>
    public void Take(BrokerNews news)
    {
        switch (news)
        {
            case ExecutionNews execution:
                Take(execution.Execution);
                break;
            case OrderNews order:
                Take(order);
                break;
            case UnchangeableNews unchangeable:
                Take(unchangeable);
                break;
            case AdoptionNews adopted:
                var side = adopted.Quantity > 0 ? Side.Buy : Side.Sell;
                reports.Adopted(new Fill(0, adopted.Time, adopted.Symbol, side, Math.Abs(adopted.Quantity), adopted.Price, 0, 0, Liquidity.Taker));
                break;
        }
    }

    private void Take(Execution execution)
    {
        if (execution.ClientId is not { } id || sent.Find(id) is not { } sending || !executions.Add(execution.Id)) return;
        var order = sending.Order;
        var fill = new Fill(order.Id, execution.Time, order.Symbol, order.Side, execution.Quantity, execution.Price, execution.Commission, 0, execution.Liquidity);
        if (order.IsOpen && fill.Quantity <= order.Remaining)
        {
            reports.Filled(order, fill);
        }
        else
        {
            log.Error(FormattableString.Invariant($"The broker filled {fill.Quantity} of order {order}, which could not fill that much: the position is booked as the broker says."));
            reports.Adopted(fill);
        }

        if (sending.Ending is not { } ending) return;
        sending.Ending = null;
        Take(ending);
    }

    private void Take(OrderNews news)
    {
        var shown = news.Order;
        if (shown.ClientId is not { } id || sent.Find(id) is not { Order.IsOpen: true } sending) return;
        if (!OrderLife.IsOpen(shown.Status)) End(sending, news);
        else if (shown.Status is OrderStatus.Accepted or OrderStatus.PartiallyFilled) Work(sending, news);
    }

    /// <summary>The broker changes no orders: the order has its new terms from now on, is ended at the broker, and sent again when it has.</summary>
    private void Take(UnchangeableNews news)
    {
        if (sent.Find(news.ClientId) is not { Order: { IsOpen: true, Status: not OrderStatus.PendingCancel } order } sending || sent.Latest(order) != sending) return;
        if (order.Status == OrderStatus.PendingReplace) reports.Accepted(order);
        var change = news.Change;
        if (change.Quantity <= order.Filled || !sending.CanBeReplaced)
        {
            log.Warning($"Order {order.Id} {order.Symbol} goes on as it was: {(sending.CanBeReplaced ? "so much of it is filled" : "it was changed too often for a broker that changes no orders")}.");
            return;
        }

        reports.Replaced(order, change.Quantity, change.LimitPrice, change.StopPrice);
        if (sending.IsBeingReplaced) return;
        sending.IsBeingReplaced = true;
        calls.Add(new CancelCall(sending.ClientId));
    }

    /// <summary>An order ends when all of its executions are known: they may come later than its end.</summary>
    private void End(SentOrder sending, OrderNews news)
    {
        var (order, shown) = (sending.Order, news.Order);
        bool goesOn = sending.IsBeingReplaced && shown.Status is OrderStatus.Cancelled or OrderStatus.Filled;
        if (order.Filled < sending.FilledBefore + shown.Filled || (shown.Status == OrderStatus.Filled && !sending.IsBeingReplaced))
        {
            sending.Ending = news;
            return;
        }

        string? reason = sending.CancelReason ?? shown.Reason;
        if (goesOn) Send(sent.Again(order));
        else if (shown.Status == OrderStatus.Cancelled) reports.Cancelled(order, reason);
        else if (shown.Status == OrderStatus.Expired) reports.Expired(order, reason ?? "its time in force was over");
        else if (sending.Number > 0) reports.Cancelled(order, $"with its new terms it was rejected: {reason ?? "the broker gave no reason"}");
        else reports.Rejected(order, reason ?? "the broker gave no reason");
    }

    private void Work(SentOrder sending, OrderNews news)
    {
        var (order, shown) = (sending.Order, news.Order);
        if (news.Refusal is { } refusal) log.Warning($"Order {order.Id} {order.Symbol} goes on as it was: {refusal.TrimEnd('.')}.");
        bool hasTerms = sending.HasTerms(shown);
        switch (order.Status)
        {
            case OrderStatus.Submitted:
                reports.Accepted(order);
                break;
            case OrderStatus.PendingCancel when news.Refusal is not null:
                reports.Accepted(order);
                break;
            case OrderStatus.PendingReplace:
                if (hasTerms && news.Refusal is null) return;
                reports.Accepted(order);
                break;
        }

        // Until it has ended at the broker, it is shown there with the terms that it had.
        if (sending.IsBeingReplaced && news.Refusal is null) return;
        sending.IsBeingReplaced = false;
        decimal quantity = sending.FilledBefore + shown.Quantity;
        if (!hasTerms && quantity >= order.Filled) reports.Replaced(order, quantity, shown.LimitPrice, shown.StopPrice);
    }

    private void Send(SentOrder sending)
    {
        var order = sending.Order;
        calls.Add(new SubmitCall(new OrderTicket(sending.ClientId, order.Symbol, order.Side, order.Remaining, order.Type, order.LimitPrice, order.StopPrice, order.TimeInForce)
        {
            Trail = order.Trail,
            LimitOffset = order.LimitOffset,
            IsPostOnly = order.IsPostOnly,
            IsReduceOnly = order.IsReduceOnly,
        }));
    }
}
