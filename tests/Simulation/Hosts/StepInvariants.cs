using StrategyHost.Engine.Orders;
using StrategyHost.Live.Brokers;
using StrategyHost.Simulation.Exchanges;

namespace StrategyHost.Simulation.Hosts;

/// <summary>
/// What must hold after every step. The truth changes when the exchange takes or fills an order, so what costs little is looked at then;
/// what costs more,
/// every few seconds while a session waits for nothing. The first thing that does not hold ends the run.
/// </summary>
internal sealed class StepInvariants : IExchangeListener
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(15);

    /// <summary>How long a strategy that never means to be short may be short, while its host runs, its broker and market are open, and
    /// nobody waits for an answer: excesses are undone at once, and each attempt may go wrong.</summary>
    private static readonly TimeSpan LongestShort = TimeSpan.FromMinutes(10);

    /// <summary>How long a host that runs may take to ask for the end of an order that it has been shown: a question about the order may
    /// be under way, which is asked again for two minutes and more. While the broker answers no question about an order whose submission
    /// had no answer either, nothing can be asked of it.</summary>
    private static readonly TimeSpan LongestCancel = TimeSpan.FromMinutes(4);

    /// <summary>How long a host that runs may take to undo a change that arrived after a newer one: what tells of it, and the request that
    /// undoes it, may be late or lost themselves.</summary>
    private static readonly TimeSpan LongestUndo = TimeSpan.FromMinutes(2);

    /// <summary>What has filled is told within this: a session decides on what it was told.</summary>
    private static readonly TimeSpan LongestTold = TimeSpan.FromSeconds(30);
    private readonly SeedRun run;
    private readonly Dictionary<ExchangeOrder, TimeSpan> unasked = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<(SimulatedDeployment Deployment, string Symbol), decimal> held = [];
    private readonly Dictionary<(SimulatedDeployment Deployment, string Symbol), TimeSpan> shortFor = [];
    private readonly HashSet<ExchangeOrder> known = [];
    private readonly Dictionary<(SimulatedDeployment Deployment, string Symbol), DateTime> plainSales = [];
    private readonly HashSet<(SimulatedDeployment Deployment, string Symbol)> meant = [];

    /// <summary>Begins to look.</summary>
    public StepInvariants(SeedRun run)
    {
        this.run = run;
        run.World.After(BetweenLooks, Look);
    }

    /// <inheritdoc/>
    public void OnOrder(ExchangeOrder order)
    {
        if (order.ClientId is not { } id || !known.Add(order)) return;
        if (!names.Add(id)) run.Break(Invariants.OneName, $"{order} is at the exchange a second time");
        if (OwnerOf(order) is not { Risk.MaxOrderQuantity: { } most } owner || order.Quantity <= most) return;

        // What closed a position when it was sent is too large for what is left of it once an excess has been undone, or once another
        // order has closed it on the way, which the session may have learned late.
        if (SessionOf(owner) is { } session && Opens(session, order) && !HasUndone(session)
            && !HasTradedSince(owner, session, order, LongestUndo))
            run.Break(Invariants.WithinLimits, $"{order} is larger than {most}");
    }

    /// <inheritdoc/>
    public void OnExecution(ExchangeExecution execution)
    {
        var order = execution.Order;
        if (order.Filled > order.LargestQuantity)
            run.Break(Invariants.NotMoreThanWanted,
                $"{order} has filled more than {order.LargestQuantity}, which is the most that was ever wanted");
        if (OwnerOf(order) is not { } owner) return;
        var key = (owner, order.Symbol);
        decimal before = held.GetValueOrDefault(key);
        decimal after = before + (order.IsBuy ? execution.Execution.Quantity : -execution.Execution.Quantity);
        held[key] = after;
        if (!order.IsBuy && (SessionOf(owner) is not { } seller || OrderOf(seller, order) is not { IsReduceOnly: true }))
            plainSales[key] = run.World.Now;
        if (after >= 0) meant.Remove(key);
        else if (MayBeMeant(key)) meant.Add(key);
        if (owner.Strategy.IsLongOnly && after < 0 && !order.IsBuy && !meant.Contains(key) && !HasCrossed(owner, order, before))
            run.Break(Invariants.NeverShort,
                $"{order} makes {owner.Name} short, {after} {order.Symbol}, though the session knew of all executions and wanted nothing else of the order");
        if (owner.Risk?.MaxPosition is { } most && Math.Abs(after) > most && Math.Abs(after) > Math.Abs(before)
            && !IsExcused(owner, order, before))
            run.Break(Invariants.WithinLimits, $"{order} makes {owner.Name} hold {after} {order.Symbol}, and its limit is {most}");
    }

    private void Look()
    {
        if (run.World.IsStopped) return;
        run.World.After(BetweenLooks, Look);
        bool isUp = run.Host.Process is { IsDead: false, IsPaused: false };
        foreach (var (key, quantity) in held)
        {
            if (quantity >= 0 || !key.Deployment.Strategy.IsLongOnly || meant.Contains(key)) shortFor.Remove(key);
            else if (isUp && !run.IsBrokerDown && !run.Exchange.IsShut && Known(key.Deployment, key.Symbol) == quantity
                && SessionOf(key.Deployment) is { IsBusy: false }) NoteShort(key, quantity);
        }

        if (!isUp) return;
        foreach (var session in run.Host.Sessions)
        {
            if (session is not { HasBegun: true, HasFailed: false }) continue;
            LookForCancels(session);
            if (IsQuiet(session)) Invariants.CheckQuiet(run, session);
        }
    }

    /// <summary>Looks for orders that work at the exchange, that a session wants to end, and that nobody asks the broker to end.</summary>
    private void LookForCancels(HostedSession session)
    {
        foreach (var market in run.Exchange.Markets)
        {
            foreach (var there in market.Working)
            {
                if (!there.IsOpen || !session.Deployment.Made(there.ClientId)
                    || OrderOf(session, there) is not { Status: OrderStatus.PendingCancel } order) continue;
                if (run.CancelAsked(there.ClientId!) is not null || !BrokerSession.IsClientIdOf(there.ClientId!, order.Id))
                    unasked.Remove(there);
                else if (!run.IsLookedFor(there.ClientId!)
                    && (unasked[there] = unasked.GetValueOrDefault(there) + BetweenLooks) > LongestCancel)
                    run.Break(Invariants.CancelsPass,
                        $"{session.Deployment.Name} wants {there} to end, and in {unasked[there].TotalMinutes} minutes nobody has asked the broker for that");
            }
        }
    }

    /// <summary>Whether a deployment may be short by its strategy's own doing.</summary>
    public bool IsMeant(SimulatedDeployment owner, string symbol) => meant.Contains((owner, symbol));

    /// <summary>
    /// Whether a strategy may have become short by its own doing: its sales that are not reduce-only know nothing of the host's stop-loss
    /// and take-profit, and
    /// whoever uses both has to see to it.
    /// </summary>
    private bool MayBeMeant((SimulatedDeployment Deployment, string Symbol) key) =>
        key.Deployment.Risk is not { StopLoss: null, TakeProfit: null } && plainSales.TryGetValue(key, out var latest)
            && run.World.Now - latest < LongestShort;

    private void NoteShort((SimulatedDeployment Deployment, string Symbol) key, decimal quantity)
    {
        var already = shortFor[key] = shortFor.GetValueOrDefault(key) + BetweenLooks;
        if (already > LongestShort)
            run.Break(Invariants.NeverShort,
                $"{key.Deployment.Name} has been short for {already.TotalMinutes} minutes, {quantity} {key.Symbol}, and knows it");
    }

    /// <summary>Whether a sale that makes a strategy short has crossed with something that the session could not know, or that it had asked
    /// for already.</summary>
    private bool HasCrossed(SimulatedDeployment owner, ExchangeOrder order, decimal before)
    {
        // What the session takes for ended and fills is on the wire; so is whatever it wants and the broker has not been brought to.
        if (order.UndoneAt is { } at && run.World.Now - at < LongestUndo) return true;
        return SessionOf(owner) is not { } session || session.Held(order.Symbol) != before || !KnowsAll(session, order) || session.IsBusy
            || OrderOf(session, order) is not { IsOpen: true, Status: not OrderStatus.Submitted } || !IsLatestOfItsNames(order);
    }

    /// <summary>Whether a session knows of all executions of its orders of a symbol but the latest, which is just being made.</summary>
    private bool KnowsAll(HostedSession session, ExchangeOrder order)
    {
        int made = run.Exchange.Ledger.Executions.Count(e => e.Order.Symbol == order.Symbol && session.Deployment.Made(e.Order.ClientId));
        return session.Record.Fills.Count(f => f.Symbol == order.Symbol) >= made - 1;
    }

    /// <summary>Whether an order has not been sent again under another name since.</summary>
    private bool IsLatestOfItsNames(ExchangeOrder order)
    {
        string first = Invariants.FirstName(order.ClientId!);
        foreach (var name in names)
        {
            if (name.StartsWith(first, StringComparison.Ordinal) && string.CompareOrdinal(name, order.ClientId) > 0) return false;
        }

        return true;
    }

    /// <summary>Whether a position beyond its limit comes of what was on the wire: the session does not know all executions, or did not
    /// when it
    /// made the order, took the order for ended, or undoes what crossed.</summary>
    private bool IsExcused(SimulatedDeployment owner, ExchangeOrder order, decimal before)
    {
        if (SessionOf(owner) is not { } session || session.Held(order.Symbol) != before || HasUndone(session)) return true;
        if (HasTradedSince(owner, session, order, LongestTold)) return true;
        foreach (var other in run.Exchange.Ledger.Orders)
        {
            if (owner.Made(other.ClientId) && OrderOf(session, other) is not { } its) return true;
            else if (owner.Made(other.ClientId) && other.Filled > 0
                && OrderOf(session, other) is { Status: OrderStatus.Rejected or OrderStatus.Cancelled or OrderStatus.Expired } ended
                && ended.Filled == 0) return true;
        }

        return !Opens(session, order) || OrderOf(session, order) is not { IsOpen: true };
    }

    /// <summary>Whether another order of a deployment has traded since a session decided on one, or so much before.</summary>
    private bool HasTradedSince(SimulatedDeployment owner, HostedSession session, ExchangeOrder order, TimeSpan before) =>
        OrderOf(session, order) is { } own && run.Exchange.Ledger.Executions.Any(e => e.Order != order && e.Order.Symbol == order.Symbol
            && owner.Made(e.Order.ClientId) && e.Execution.Time >= own.Submitted - before);

    /// <summary>Whether a session waits for nothing, and the exchange has its orders and executions exactly as it knows them.</summary>
    private bool IsQuiet(HostedSession session)
    {
        if (session.IsBusy) return false;
        var owner = session.Deployment;
        int open = 0;
        foreach (var order in session.View.OpenOrders)
        {
            if (order.Status == OrderStatus.PendingSubmit) continue;
            if (order.Status is not (OrderStatus.Accepted or OrderStatus.PartiallyFilled)) return false;
            open++;
        }

        foreach (var market in run.Exchange.Markets)
        {
            if (Known(owner, market.Symbol) is { } believed && believed != held.GetValueOrDefault((owner, market.Symbol))) return false;
            foreach (var there in market.Working)
            {
                if (!there.IsOpen || !owner.Made(there.ClientId)) continue;
                if (OrderOf(session, there) is not { IsOpen: true } own || own.Remaining != there.Remaining) return false;
                open--;
            }
        }

        return open == 0;
    }

    /// <summary>Whether an order opens or enlarges a position, as its session knew it. That it only reduces is not said to the broker where
    /// several deployments trade the symbol.</summary>
    private static bool Opens(HostedSession session, ExchangeOrder order)
    {
        decimal held = session.Held(order.Symbol);
        return (order.IsBuy ? -held : held) < order.Quantity
            && OrderOf(session, order) is { IsReduceOnly: false, IsClosing: false, Tag: not Overfills.Tag };
    }

    private static bool HasUndone(HostedSession session) => session.Record.Orders.Any(o => o.Tag == Overfills.Tag);

    private decimal? Known(SimulatedDeployment owner, string symbol) =>
        owner.Strategy.Symbols.Contains(symbol) ? SessionOf(owner)?.Held(symbol) : null;

    private static Order? OrderOf(HostedSession session, ExchangeOrder there) => Invariants.OrderOf(session, there);

    private SimulatedDeployment? OwnerOf(ExchangeOrder order)
    {
        if (order.ClientId is not { } id) return null;
        foreach (var deployment in run.Deployments)
        {
            if (deployment.Made(id)) return deployment;
        }

        return null;
    }

    /// <summary>The session of a deployment, while its host runs.</summary>
    private HostedSession? SessionOf(SimulatedDeployment owner)
    {
        if (run.Host.Process is not { IsDead: false, IsPaused: false }) return null;
        foreach (var session in run.Host.Sessions)
        {
            if (session.Deployment == owner) return session is { HasBegun: true, HasFailed: false } ? session : null;
        }

        return null;
    }
}
