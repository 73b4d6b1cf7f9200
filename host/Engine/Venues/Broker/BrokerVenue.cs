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
    private readonly Func<long, string> clientIdOf;
    private readonly Log log;
    private readonly Dictionary<string, Order> sent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> cancelReasons = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OrderNews> endings = new(StringComparer.Ordinal);
    private readonly HashSet<string> executions = new(StringComparer.Ordinal);
    private List<BrokerCall> calls = [];

    /// <summary>A venue without orders.</summary>
    /// <param name="reports">Who hears what becomes of orders.</param>
    /// <param name="clientIdOf">What the broker is to call an order of the session.</param>
    /// <param name="log">Where lines go.</param>
    public BrokerVenue(IVenueReports reports, Func<long, string> clientIdOf, Log log)
    {
        this.reports = reports;
        this.clientIdOf = clientIdOf;
        this.log = log;
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
        string id = clientIdOf(order.Id);
        sent.Add(id, order);
        calls.Add(new SubmitCall(new OrderTicket(id, order.Symbol, order.Side, order.Quantity, order.Type, order.LimitPrice, order.StopPrice, order.TimeInForce)
        {
            Trail = order.Trail,
            LimitOffset = order.LimitOffset,
            IsPostOnly = order.IsPostOnly,
            IsReduceOnly = order.IsReduceOnly,
        }));
    }

    /// <inheritdoc/>
    public void Cancel(Order order, string? reason)
    {
        if (order.Status == OrderStatus.PendingCancel) return;
        string id = clientIdOf(order.Id);
        if (reason is not null) cancelReasons[id] = reason;
        reports.CancelPending(order);
        calls.Add(new CancelCall(id));
    }

    /// <inheritdoc/>
    public void Replace(Order order, decimal quantity, decimal? limitPrice, decimal? stopPrice)
    {
        if (order.Status == OrderStatus.PendingCancel) return;
        if (order.Status is OrderStatus.Accepted or OrderStatus.PartiallyFilled) reports.ReplacePending(order);
        calls.Add(new ReplaceCall(clientIdOf(order.Id), new OrderChange(quantity, limitPrice, stopPrice)));
    }

    /// <inheritdoc/>
    public void Group(IReadOnlyList<Order> orders)
    {
        // The host acts on linked orders itself: what one does to another comes as calls of its own.
    }

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
            case AdoptionNews adopted:
                var side = adopted.Quantity > 0 ? Side.Buy : Side.Sell;
                reports.Adopted(new Fill(0, adopted.Time, adopted.Symbol, side, Math.Abs(adopted.Quantity), adopted.Price, 0, 0, Liquidity.Taker));
                break;
        }
    }

    private void Take(Execution execution)
    {
        if (execution.ClientId is not { } id || !sent.TryGetValue(id, out var order) || !executions.Add(execution.Id)) return;
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

        if (endings.Remove(id, out var ending)) Take(ending);
    }

    private void Take(OrderNews news)
    {
        var shown = news.Order;
        if (shown.ClientId is not { } id || !sent.TryGetValue(id, out var order) || !order.IsOpen) return;
        if (!OrderLife.IsOpen(shown.Status)) End(id, order, news);
        else if (shown.Status is OrderStatus.Accepted or OrderStatus.PartiallyFilled) Work(order, news);
    }

    /// <summary>An order ends when all of its executions are known: they may come later than its end.</summary>
    private void End(string id, Order order, OrderNews news)
    {
        var shown = news.Order;
        if (order.Filled < shown.Filled || shown.Status == OrderStatus.Filled)
        {
            endings[id] = news;
            return;
        }

        string? reason = cancelReasons.GetValueOrDefault(id) ?? shown.Reason;
        if (shown.Status == OrderStatus.Cancelled) reports.Cancelled(order, reason);
        else if (shown.Status == OrderStatus.Expired) reports.Expired(order, reason ?? "its time in force was over");
        else reports.Rejected(order, reason ?? "the broker gave no reason");
    }

    private void Work(Order order, OrderNews news)
    {
        var shown = news.Order;
        if (news.Refusal is { } refusal) log.Warning($"Order {order.Id} {order.Symbol} goes on as it was: {refusal.TrimEnd('.')}.");
        switch (order.Status)
        {
            case OrderStatus.Submitted:
                reports.Accepted(order);
                break;
            case OrderStatus.PendingCancel when news.Refusal is not null:
                reports.Accepted(order);
                break;
            case OrderStatus.PendingReplace:
                if (HasTerms(order, shown) && news.Refusal is null) return;
                reports.Accepted(order);
                break;
        }

        if (!HasTerms(order, shown) && shown.Quantity >= order.Filled) reports.Replaced(order, shown.Quantity, shown.LimitPrice, shown.StopPrice);
    }

    /// <summary>Whether an order has the terms that the broker shows. The stop of one that trails moves by itself, and is not a change of terms.</summary>
    private static bool HasTerms(Order order, BrokerOrder shown) => order.Quantity == shown.Quantity
        && (order.Trail is not null || (order.LimitPrice == shown.LimitPrice && (order.StopPrice == shown.StopPrice || order.IsTriggered)));
}
