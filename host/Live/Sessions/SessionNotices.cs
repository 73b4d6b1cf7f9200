using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Journaling;
using StrategyHost.Live.Notices;

namespace StrategyHost.Live.Sessions;

/// <summary>Tells what a session does, once: not again when it is taken up.</summary>
/// <param name="deployment">The deployment's name.</param>
/// <param name="give">Takes notices; null when nobody wants them.</param>
/// <param name="clock">What the host's time is.</param>
internal sealed class SessionNotices(string deployment, Action<Notice>? give, TimeProvider clock)
{
    private readonly List<Order> open = [];
    private readonly SessionDays days = new(deployment);
    private int orders;
    private int fills;
    private int breaches;
    private string? fault;

    /// <summary>Looks at a session after an event.</summary>
    /// <param name="view">The session.</param>
    /// <param name="isOld">Whether it was told before a restart.</param>
    public void Look(LiveView view, bool isOld)
    {
        if (give is null) return;
        for (int i = view.OrdersAfter(orders); i < view.Orders.Count; i++)
        {
            var order = view.Orders[i];
            if (order.IsOpen) open.Add(order);
            if (!isOld)
                Give(order.Denial is null ? NoticeKind.Order : NoticeKind.Denial,
                    $"order {order}{(order.Denial is { } denial ? $": {denial}" : "")}", order.Id);
        }

        orders = view.OrdersMade;
        for (; fills < view.Fills.Made; fills++)
        {
            var fill = view.Fills.At(fills);
            if (!isOld) Give(NoticeKind.Fill, Outcome.Of(fill).Text + TagOf(view, fill.OrderId), fill.OrderId);
        }

        for (; breaches < view.Risk.Breaches.Count; breaches++)
        {
            if (!isOld) Give(NoticeKind.Risk, $"{view.Risk.Breaches[breaches].Limit}: {view.Risk.Breaches[breaches].Message}");
        }

        if (view.Fault != fault && !isOld)
            Give(view.Fault is null ? NoticeKind.Reconnect : NoticeKind.Fault, view.Fault ?? "the strategy is called again");
        fault = view.Fault;
        LookAtEnds(isOld);
        if (days.Look(view) is { } report && !isOld)
            give(new Notice(NoticeKind.Summary, deployment, clock.GetUtcNow().UtcDateTime, report.ToString()) { Day = report });
    }

    /// <summary>Tells what is asked of a broker.</summary>
    public void Tell(BrokerCommand command) => Give(NoticeKind.Call, command.Text, null, command.ClientId);

    /// <summary>Tells what a broker says.</summary>
    public void Tell(BrokerEvent said)
    {
        switch (said)
        {
            case OrderReport order:
                string reason = order.Order.Reason is { } why ? $": {why}" : "";
                Give(NoticeKind.Report,
                    FormattableString.Invariant($"the broker shows {order.Order.Status}, filled {order.Order.Filled}{reason}"), null,
                    order.Order.ClientId);
                break;
            case ExecutionReport { Execution: var execution }:
                Give(NoticeKind.Report,
                    FormattableString.Invariant(
                        $"execution {execution.Id}: {execution.Side} {execution.Quantity} {execution.Symbol} at {execution.Price}"), null,
                        execution.ClientId);
                break;
            case AccountMismatch { Difference: { } difference }:
                Give(NoticeKind.Disconnect, $"the account does not agree with the broker: {difference}");
                break;
            case AccountMismatch:
                Give(NoticeKind.Reconnect, "the account agrees with the broker");
                break;
            case PositionAdopted adoption:
                Give(NoticeKind.Report,
                    FormattableString.Invariant($"{adoption.Quantity} {adoption.Symbol} at {adoption.Price} are taken over"));
                break;
        }
    }

    /// <summary>The strategy's own word for an order, as it stands behind what is said of it.</summary>
    private static string TagOf(LiveView view, long order) => view.FindOrder(order)?.Tag is { } tag ? $" (tag {tag})" : "";

    private void LookAtEnds(bool isOld)
    {
        for (int i = open.Count - 1; i >= 0; i--)
        {
            var order = open[i];
            if (order.IsOpen) continue;
            open.RemoveAt(i);
            if (!isOld && order.Status == OrderStatus.Rejected) Give(NoticeKind.Reject, $"order {order}: {order.Reason}", order.Id);
        }
    }

    private void Give(NoticeKind kind, string text, long? order = null, string? clientId = null) =>
        give?.Invoke(new Notice(kind, deployment, clock.GetUtcNow().UtcDateTime, text, order, clientId));
}
