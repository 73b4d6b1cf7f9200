using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Venues.Fills;

namespace StrategyHost.Engine.Venues;

/// <summary>
/// The market of a backtest. Orders act in the order of their arrival, and only on bars that began at or after that
/// moment: no price of the event that caused an order can fill it.
/// </summary>
public sealed class SimulatedVenue : IVenue
{
    private readonly FillSettings settings;
    private readonly FillCosts costs;
    private readonly bool checksCash;
    private readonly Clock clock;
    private readonly IExecutionListener reports;
    private readonly BarLiquidity liquidity;
    private readonly Latency latency;
    private readonly Latency dataLatency;
    private readonly List<WorkingOrder> working = [];
    private readonly List<WorkingGroup> groups = [];
    private readonly Stack<WorkingOrder> ended = [];

    /// <summary>A venue without orders.</summary>
    /// <param name="account">The account that pays.</param>
    /// <param name="settings">How bars fill orders.</param>
    /// <param name="commission">What trading costs.</param>
    /// <param name="slippage">How much worse a taking order trades.</param>
    /// <param name="checksCash">Whether a buy that opens a position and that the account cannot pay for is rejected.</param>
    /// <param name="seed">What sampled delays start from.</param>
    /// <param name="clock">The run's clock.</param>
    /// <param name="reports">Who hears what becomes of orders.</param>
    public SimulatedVenue(Account account, FillSettings settings, Commission commission, Slippage slippage, bool checksCash, int seed,
        Clock clock, IExecutionListener reports)
    {
        this.settings = settings;
        costs = new FillCosts(account, commission, slippage);
        this.checksCash = checksCash;
        this.clock = clock;
        this.reports = reports;
        liquidity = new BarLiquidity(settings.Participation);
        latency = new Latency(settings.Latency, seed);
        dataLatency = new Latency(settings.DataLatency, seed);
    }

    /// <inheritdoc/>
    public void Submit(Order order, Market market)
    {
        var resting = Rest(order, market, clock.UtcNow + dataLatency.Next() + latency.Next());
        working.Add(resting);
        if (groups.Count > 0) JoinGroup(resting);
        reports.Accepted(order);
        if (order.IsPostOnly && WouldTake(resting, market.Bar.Close))
            reports.Rejected(order, "it is post-only and would take liquidity at once");
    }

    /// <inheritdoc/>
    public void Cancel(Order order)
    {
        var delay = dataLatency.Next() + latency.Next();
        if (delay > TimeSpan.Zero && working.Find(w => w.Order == order) is { } resting)
        {
            resting.CancelledFrom = clock.UtcNow + delay;
            reports.CancelPending(order);
            return;
        }

        reports.Cancelled(order, null);
        RemoveEnded();
    }

    /// <inheritdoc/>
    public void CancelContingent(Order order, string reason)
    {
        reports.Cancelled(order, reason);
        RemoveEnded();
    }

    /// <inheritdoc/>
    public void Replace(Order order, decimal? quantity, decimal? limitPrice, decimal? stopPrice)
    {
        reports.Replaced(order, quantity ?? order.Quantity, limitPrice ?? order.LimitPrice, stopPrice ?? order.StopPrice);
        working.Find(w => w.Order == order)?.TakeTerms();
    }

    /// <inheritdoc/>
    public void Group(IReadOnlyList<Order> orders)
    {
        var group = new WorkingGroup(orders);
        foreach (var order in working)
        {
            if (orders.Contains(order.Order)) group.Add(order);
        }

        groups.Add(group);
    }

    /// <inheritdoc/>
    public bool NeedsEveryBar => liquidity.IsLimited;

    /// <inheritdoc/>
    public bool CanOverfill => false;

    /// <inheritdoc/>
    public void Work(DateTime time, ReadOnlySpan<Market> updated)
    {
        liquidity.Begin(updated);
        if (working.Count > 0) WorkOrders(time, updated);
    }

    /// <inheritdoc/>
    public void WorkAtClose(DateTime time, ReadOnlySpan<Market> updated)
    {
        if (working.Count > 0 && settings.Timing == FillTiming.Close) WorkOrdersAtClose(time, updated);
    }

    private void WorkOrders(DateTime time, ReadOnlySpan<Market> updated)
    {
        for (int i = 0; i < working.Count; i++)
        {
            var order = working[i];
            if (!ActsOn(order, updated)) continue;
            if (order.Group is { } group) WorkGroup(group, time, updated);
            else if (Meet(order) is { } execution) Execute(order, execution, time);
        }

        RemoveEnded();
    }

    private void WorkOrdersAtClose(DateTime time, ReadOnlySpan<Market> updated)
    {
        for (int i = 0; i < working.Count; i++)
        {
            var order = working[i];
            if (!order.Order.IsOpen || !IsForThisClose(order) || !updated.Contains(order.Market) || order.Group?.FilledAt == time) continue;
            Execute(order, new Execution(order.Market.Bar.Close, BarFills.Unlimited(order.IsBuy), Liquidity.Taker), time);
        }

        RemoveEnded();
    }

    /// <summary>Of a group only the leg that the bar reaches first can fill on it; without a path that is the first stop.</summary>
    private void JoinGroup(WorkingOrder resting) => groups.Find(g => g.Orders.Contains(resting.Order))?.Add(resting);

    private void WorkGroup(WorkingGroup group, DateTime time, ReadOnlySpan<Market> updated)
    {
        if (group.WorkedAt == time) return;
        group.WorkedAt = time;
        (WorkingOrder Leg, Execution Execution, double Moment)? first = null;
        foreach (var leg in group.Legs)
        {
            if (!ActsOn(leg, updated) || Meet(leg) is not { } execution) continue;
            double moment = MomentOf(execution.Price, leg.Market);
            if (first is null || moment < first.Value.Moment) first = (leg, execution, moment);
        }

        if (first is { } found) Execute(found.Leg, found.Execution, time);
    }

    /// <summary>When the market's bar reaches a price: by finer data where there is some, by the assumed path otherwise.</summary>
    private double MomentOf(double price, Market market) =>
        market.Finer?.Value is { } finer && BarPath.MomentIn(finer, price, market.Bar) is { } moment
        ? moment
        : BarPath.MomentOf(price, market.Bar, settings.Path);

    private bool ActsOn(WorkingOrder order, ReadOnlySpan<Market> updated)
    {
        if (!order.Order.IsOpen || !updated.Contains(order.Market)) return false;
        var start = order.Market.Bar.Start;
        if (order.CancelledFrom <= start)
        {
            reports.Cancelled(order.Order, null);
            return false;
        }

        return start >= order.ActsFrom && !IsForThisClose(order);
    }

    /// <summary>What the market's bar does to an order, which ends here if its time in force is over.</summary>
    private Execution? Meet(WorkingOrder order)
    {
        ref readonly var bar = ref order.Market.Bar;
        var turn = Lifetime.TurnOn(order, bar);
        switch (turn)
        {
            case Turn.Wait:
                return null;
            case Turn.Expire:
                reports.Expired(order.Order, "its time in force was over");
                return null;
            case Turn.Work:
                return Tradable(order, On(order, bar));
        }

        double price = turn == Turn.Open ? bar.Open : bar.Close;
        var execution = On(order, bar with { Open = price, High = price, Low = price, Close = price });
        execution = Tradable(order, execution);
        if (execution is null) EndUnfilled(order.Order);
        return execution;
    }

    private Execution? On(WorkingOrder order, in Bar bar) => order.Market.Quote is { } quote
        ? QuoteFills.On(order, quote, settings.LimitFill)
        : BarFills.On(order, bar, settings.LimitFill);

    /// <summary>Nobody sells at the day's highest price and nobody buys at its lowest.</summary>
    private static Execution? Tradable(WorkingOrder order, Execution? execution)
    {
        if (execution is not { } found || order.Market.Instrument.PriceLimit == 0) return execution;
        var (lowest, highest) = order.Market.DayRange;
        bool isLocked = order.IsBuy ? found.Price >= highest : found.Price <= lowest;
        return isLocked ? null : execution;
    }

    private void Execute(WorkingOrder working, Execution execution, DateTime time)
    {
        var order = working.Order;
        ref readonly var bar = ref working.Market.Bar;
        decimal wanted = order.IsReduceOnly ? Math.Min(order.Remaining, Reducible(working)) : order.Remaining;
        if (wanted <= 0)
        {
            reports.Cancelled(order, "it is reduce-only and there is no position to reduce");
            return;
        }

        decimal quantity = liquidity.Take(working.Market, order.Side, wanted, order.TimeInForce.Kind == TimeInForceKind.FillOrKill);
        if (quantity > 0) Trade(working, execution, bar, quantity, time);
        if (working.Group is { } group && order.Filled > 0) group.FilledAt = time;
        if (!order.IsOpen) return;
        if (order.IsReduceOnly && Reducible(working) == 0)
            reports.Cancelled(order, "it is reduce-only and there is no position left to reduce");
        else if (EndsWhereItMeets(order.TimeInForce.Kind)) EndUnfilled(order);
    }

    private void Trade(WorkingOrder working, in Execution execution, in Bar bar, decimal quantity, DateTime time)
    {
        var order = working.Order;
        var price = costs.PriceOf(working, execution, bar, quantity, time);
        string? tooDear = null;
        if (checksCash && order.Side == Side.Buy && costs.IsTooDear(working.Market, price))
        {
            tooDear = costs.Refusal(price);
            decimal payable = costs.Payable(working, execution, bar, price, time);
            if (payable < quantity && order.TimeInForce.Kind == TimeInForceKind.FillOrKill) payable = 0;
            if (payable > 0) price = costs.PriceOf(working, execution, bar, payable, time);
            quantity = payable;
        }

        if (quantity > 0)
        {
            if (quantity < order.Remaining) working.Traded = working.Traded.With(price.Deal);
            reports.Filled(order, new Fill(order.Id, time, order.Symbol, order.Side, quantity, price.Deal.Price, price.Charge,
                price.Slippage, execution.Liquidity));
        }

        if (tooDear is null || !order.IsOpen) return;
        if (order.Filled == 0) reports.Rejected(order, tooDear);
        else reports.RestRejected(order, tooDear);
    }

    private WorkingOrder Rest(Order order, Market market, DateTime actsFrom)
    {
        if (!ended.TryPop(out var again)) return new WorkingOrder(order, market, actsFrom);
        again.Rest(order, market, actsFrom);
        return again;
    }

    private void EndUnfilled(Order order)
    {
        if (order.TimeInForce.Kind is TimeInForceKind.AtOpen or TimeInForceKind.AtClose)
            reports.Expired(order, "it was not filled at its auction");
        else reports.Cancelled(order, "it was not filled at once");
    }

    private static bool EndsWhereItMeets(TimeInForceKind kind) =>
        kind is TimeInForceKind.ImmediateOrCancel or TimeInForceKind.FillOrKill or TimeInForceKind.AtOpen or TimeInForceKind.AtClose;

    private bool IsForThisClose(WorkingOrder order) =>
        settings.Timing == FillTiming.Close
            && order.Order is { Type: OrderType.Market, TimeInForce.Kind: not (TimeInForceKind.AtOpen or TimeInForceKind.AtClose) };

    private static bool WouldTake(WorkingOrder order, double price) => order.IsBuy ? price <= order.Limit : price >= order.Limit;

    private static decimal Reducible(WorkingOrder working)
    {
        decimal held = (working.Order.Holding ?? working.Market.Position).Quantity;
        return Math.Max(0, working.IsBuy ? -held : held);
    }

    private void RemoveEnded()
    {
        int kept = 0;
        for (int i = 0; i < working.Count; i++)
        {
            var order = working[i];
            if (order.Order.IsOpen) working[kept++] = order;
            else if (order.Group is null) ended.Push(order);
        }

        working.RemoveRange(kept, working.Count - kept);
        if (groups.Count > 0) groups.RemoveAll(static g => !g.Orders.Any(o => o.IsOpen));
    }
}
