using StrategyHost.Engine.Markets;
using StrategyHost.Plugins;

namespace StrategyHost.Engine.Venues.Broker;

/// <summary>
/// A broker as a session sees it. What the session wants is kept until it is taken to be sent; what became of it comes as events. The venue
/// itself asks nobody: with the same orders and the same events it does the same, which is how a session is taken up after a restart.
/// </summary>
public sealed class BrokerVenue : IVenue
{
    private readonly IExecutionListener listener;
    private readonly SentOrders sent;
    private readonly bool amendsOrders;
    private List<BrokerCommand> commands = [];

    /// <summary>A venue without orders.</summary>
    /// <param name="listener">Who hears what becomes of orders.</param>
    /// <param name="names">What the broker is to call an order of the session.</param>
    /// <param name="amendsOrders">Whether the broker changes working orders; otherwise one is ended, and what is left of it sent
    /// again.</param>
    public BrokerVenue(IExecutionListener listener, ClientIds names, bool amendsOrders)
    {
        this.listener = listener;
        this.amendsOrders = amendsOrders;
        sent = new SentOrders(names);
    }

    /// <summary>Gives an order back that was forgotten, by its number, or null when it was never; null where none is forgotten.</summary>
    internal Func<long, Order?>? Recall { get; set; }

    /// <inheritdoc/>
    public bool NeedsEveryBar => false;

    /// <inheritdoc/>
    public bool CanOverfill => true;

    /// <inheritdoc/>
    public bool HasDone(Order order) => sent.HasDone(order);

    /// <inheritdoc/>
    public bool Forget(Order order) => sent.Forget(order);

    /// <summary>Takes what has been wanted since this was asked last, oldest first.</summary>
    public IReadOnlyList<BrokerCommand> TakeCommands()
    {
        if (commands.Count == 0) return [];
        var taken = commands;
        commands = [];
        return taken;
    }

    /// <inheritdoc/>
    public void Submit(Order order, Market market) => Send(sent.Add(order));

    /// <inheritdoc/>
    public void Cancel(Order order) => CancelFor(order, null);

    /// <inheritdoc/>
    public void CancelContingent(Order order, string reason) => CancelFor(order, reason);

    /// <inheritdoc/>
    public void Replace(Order order, decimal? quantity, decimal? limitPrice, decimal? stopPrice)
    {
        if (order.Status == OrderStatus.PendingCancel) return;
        var latest = sent.Latest(order);
        var asked = latest.Asked;
        var wanted = new OrderChange(quantity ?? asked.Quantity, limitPrice ?? asked.LimitPrice, stopPrice ?? asked.StopPrice);
        if (wanted == asked) return;
        if (amendsOrders) Amend(latest, wanted with { Quantity = wanted.Quantity - latest.FilledElsewhere });
        else SendAgain(latest, wanted);
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

    /// <summary>Takes what the broker says. What was taken before, or is older than what is known, changes nothing.</summary>
    public void Take(BrokerEvent said)
    {
        switch (said)
        {
            case ExecutionReport execution:
                Take(execution.Execution);
                break;
            case OrderReport order:
                Take(order);
                break;
            case PositionAdopted adopted:
                var side = adopted.Quantity > 0 ? Side.Buy : Side.Sell;
                listener.Adopted(new Fill(0, adopted.Time, adopted.Symbol, side, Math.Abs(adopted.Quantity), adopted.Price, 0, 0,
                    Liquidity.Taker));
                break;
        }
    }

    private void CancelFor(Order order, string? reason)
    {
        if (order.Status == OrderStatus.PendingCancel) return;
        var latest = sent.Latest(order);
        bool isAsked = latest.IsBeingReplaced;
        latest.Next = null;
        latest.CancelReason = reason ?? latest.CancelReason;
        listener.CancelPending(order);
        if (latest.HasEnded && latest.Ending is null)
        {
            listener.Cancelled(order, reason);
            return;
        }

        latest.IsCancelWished = true;
        if (!isAsked) commands.Add(new CancelOrder(latest.ClientId));
    }

    private void Amend(SentOrder latest, OrderChange wanted)
    {
        latest.Wished = wanted;
        if (latest.Order.Status is OrderStatus.Accepted or OrderStatus.PartiallyFilled) listener.ReplacePending(latest.Order);
        commands.Add(new ReplaceOrder(latest.ClientId, wanted));
    }

    /// <summary>The broker changes no orders: this one is ended, and what is left of it sent again when it has.</summary>
    private void SendAgain(SentOrder latest, OrderChange wanted)
    {
        bool isAsked = latest.IsBeingReplaced;
        if (!latest.CanBeReplaced)
        {
            listener.RequestRejected(latest.Order, "it was changed too often for a broker that changes no orders");
            return;
        }

        latest.Next = wanted;
        if (isAsked) return;
        if (latest.Order.Status is OrderStatus.Accepted or OrderStatus.PartiallyFilled) listener.ReplacePending(latest.Order);
        latest.IsCancelWished = true;
        commands.Add(new CancelOrder(latest.ClientId));
    }

    private void Take(Execution execution)
    {
        if (execution.ClientId is not { } id || (sent.Find(id) ?? Forgotten(id)) is not { } sending
            || !sending.Executions.Add(execution.Id)) return;
        var order = sending.Order;
        var fill = new Fill(order.Id, execution.Time, order.Symbol, order.Side, execution.Quantity, execution.Price, execution.Commission,
            0, execution.Liquidity);

        // A larger quantity was asked for, and the broker may have given it already: the order does not end with the quantity that it had.
        if (order.IsOpen && fill.Quantity >= order.Remaining && sending.Asked.Quantity > order.Quantity)
            listener.Replaced(order, sending.Asked.Quantity, order.LimitPrice, order.StopPrice);
        decimal wanted = order.Quantity;
        sending.Filled += fill.Quantity;
        listener.Filled(order, fill);
        Lessen(sending, wanted);
        if (sending.Ending is { } ending) End(sending, ending);
    }

    /// <summary>An order that was forgotten, by a name that it had; null when it was never.</summary>
    private SentOrder? Forgotten(string clientId) =>
        Recall is not null && sent.NumberOf(clientId) is { } number && Recall(number) is { } order ? sent.Return(order, clientId) : null;

    /// <summary>What a sending fills that was taken for ended, the latest need not fill any more.</summary>
    private void Lessen(SentOrder filled, decimal wanted)
    {
        var order = filled.Order;
        var latest = sent.Latest(order);
        if (latest == filled || latest.HasEnded) return;
        if (order.IsOpen) Replace(order, wanted, null, null);
        else if (!latest.IsBeingReplaced) commands.Add(new CancelOrder(latest.ClientId));
    }

    private void Take(OrderReport report)
    {
        if (report.Order.ClientId is not { } id || sent.Find(id) is not { } sending) return;
        if (!OrderLife.IsOpen(report.Order.Status)) End(sending, report);
        else if (sending.Order.IsOpen && !sending.HasEnded && report.Order.Status is (OrderStatus.Accepted or OrderStatus.PartiallyFilled))
            Work(sending, report);
    }

    /// <summary>A sending ends when all of its executions are known: they may come later than its end.</summary>
    private void End(SentOrder sending, OrderReport report)
    {
        sending.HasEnded = true;
        sending.IsCancelWished = false;
        sending.Ending = sending.Filled < report.Order.Filled ? report : null;
        if (sending.Ending is not null || sent.Latest(sending.Order) != sending || !sending.Order.IsOpen) return;
        if (sending.Next is { } next && report.Order.Status is (OrderStatus.Cancelled or OrderStatus.Filled)) GoOn(sending, next);
        else if (report.Order.Status == OrderStatus.Filled) EndFilled(sending, report.Order);
        else EndUnfilled(sending, report.Order);
    }

    /// <summary>What is left of an order with its new terms is sent under another name; one that has filled all of it has ended.</summary>
    private void GoOn(SentOrder ended, OrderChange next)
    {
        var order = ended.Order;
        ended.Next = null;
        listener.Replaced(order, next.Quantity, next.LimitPrice, next.StopPrice);
        if (order.IsOpen) Send(sent.Again(order));
    }

    /// <summary>An order that is filled in the quantity that the broker shows has ended, though the session may know of a larger
    /// one.</summary>
    private void EndFilled(SentOrder sending, BrokerOrder shown)
    {
        var order = sending.Order;
        if (sending.Filled < shown.Quantity && shown.Filled == 0) sending.Ending = new OrderReport(shown);
        else listener.Replaced(order, order.Filled, order.LimitPrice, order.StopPrice);
    }

    private void EndUnfilled(SentOrder sending, BrokerOrder shown)
    {
        var order = sending.Order;
        string? reason = sending.CancelReason ?? shown.Reason;
        if (shown.Status == OrderStatus.Cancelled) listener.Cancelled(order, reason);
        else if (shown.Status == OrderStatus.Expired) listener.Expired(order, reason ?? "its time in force was over");
        else if (sending.Number > 0 || order.Filled > 0)
            listener.Cancelled(order, $"the broker rejected what was left of it: {reason ?? "it gave no reason"}");
        else listener.Rejected(order, reason ?? "the broker gave no reason");
    }

    private void Work(SentOrder sending, OrderReport report)
    {
        var order = sending.Order;
        var shown = report.Order;
        if (order.Status == OrderStatus.Submitted) listener.Accepted(order);
        if (order.Status == OrderStatus.Accepted && sending.Wished is not null) listener.ReplacePending(order);

        // One that shows less filled than is known is older than that: its terms may have been changed since.
        bool isOld = report.Answered is null && shown.Filled < sending.Filled;
        if (shown.Quantity > 0 && !isOld) sending.Terms = new OrderChange(shown.Quantity, shown.LimitPrice, shown.StopPrice);
        if (report.Answered is { } answered) Answer(sending, answered, report.Refusal);
        else if (report.Refusal is { } refusal && sending.IsCancelWished) RefuseCancel(sending, refusal);
        if (isOld || sending.IsBeingReplaced || sent.Latest(order) != sending) return;
        if (order.Status == OrderStatus.PendingReplace && sending.Wished is null) listener.Accepted(order);
        var whole = sending.Whole(sending.Terms);
        if (!sending.IsAsShown && whole.Quantity >= order.Filled)
            listener.Replaced(order, whole.Quantity, whole.LimitPrice, whole.StopPrice);
    }

    /// <summary>A change was answered. An answer to an older wish than the latest says nothing about that.</summary>
    private void Answer(SentOrder sending, OrderChange answered, string? refusal)
    {
        if (sending.Wished != answered) return;
        sending.Wished = null;
        if (sending.Order.Status == OrderStatus.PendingReplace) listener.Accepted(sending.Order);
        if (refusal is not null) listener.RequestRejected(sending.Order, refusal);
    }

    private void RefuseCancel(SentOrder sending, string refusal)
    {
        sending.IsCancelWished = false;
        sending.Next = null;
        if (sending.Order.Status is OrderStatus.PendingCancel or OrderStatus.PendingReplace) listener.Accepted(sending.Order);
        listener.RequestRejected(sending.Order, refusal);
    }

    private void Send(SentOrder sending)
    {
        var order = sending.Order;
        commands.Add(new SubmitOrder(new OrderTicket(sending.ClientId, order.Symbol, order.Side, order.Remaining, order.Type,
            order.LimitPrice, order.StopPrice, order.TimeInForce)
        {
            Trail = order.Trail,
            LimitOffset = order.LimitOffset,
            IsPostOnly = order.IsPostOnly,
            IsReduceOnly = order.IsReduceOnly,
        })
        {
            IsHostExit = order.IsHostExit,
            IsClosing = order.IsClosing,
        });
    }
}
