using StrategyHost.Plugins;
using StrategyHost.Simulation.Scheduling;

namespace StrategyHost.Simulation.Exchanges;

/// <summary>
/// An exchange with one account: prices walk, orders fill in parts at prices that reach them, at any time, also while a cancellation is on
/// its way. What its ledger says is the truth that hosts are measured by.
/// </summary>
internal sealed class SimulatedExchange
{
    private static readonly TimeSpan LongestRejection = TimeSpan.FromSeconds(3);
    private static readonly BrokerError[] Refusals = [BrokerError.Invalid, BrokerError.InsufficientFunds, BrokerError.MarketClosed];
    private readonly Scheduler world;
    private readonly ExchangePlan plan;
    private readonly ExchangeTraits traits;
    private readonly Dice dice;
    private readonly Dictionary<string, MarketPrice> markets = new(StringComparer.Ordinal);
    private readonly List<MarketPrice> marketList = [];
    private readonly Dictionary<string, ExchangeOrder> byClientId = new(StringComparer.Ordinal);
    private readonly List<IExchangeListener> listeners = [];
    private readonly Action step;
    private DateTime nextBar;

    /// <summary>An exchange that opens now.</summary>
    public SimulatedExchange(Scheduler world, ExchangePlan plan, ExchangeTraits traits, ExchangeFaults faults, Dice dice)
    {
        this.world = world;
        this.plan = plan;
        this.traits = traits;
        this.dice = dice;
        Faults = faults;
        Ledger = new Ledger(plan.Cash);
        nextBar = world.Now + plan.BarLength;
        step = Step;
        for (int i = 0; i < plan.Symbols.Count; i++)
        {
            var market = new MarketPrice(plan.Symbols[i], plan, dice.Part((ulong)i + 1), world.Now);
            marketList.Add(market);
            markets.Add(market.Symbol, market);
        }

        world.After(plan.PriceEvery, step);
    }

    /// <summary>How it makes life hard, from now on.</summary>
    public ExchangeFaults Faults { get; set; }

    /// <summary>Whether the market is shut: prices stand, and nothing fills.</summary>
    public bool IsShut { get; set; }

    /// <summary>The truth.</summary>
    public Ledger Ledger { get; }

    /// <summary>What trades.</summary>
    public IReadOnlyList<MarketPrice> Markets => marketList;

    /// <summary>Are told of each bar as it ends.</summary>
    public event Action<string, Bar>? BarEnded;

    /// <summary>The market of a symbol; null when it trades no such thing.</summary>
    public MarketPrice? Find(string symbol) => markets.GetValueOrDefault(symbol);

    /// <summary>Lets somebody hear what happens.</summary>
    public void Listen(IExchangeListener listener) => listeners.Add(listener);

    /// <summary>Ends what <see cref="Listen"/> began.</summary>
    public void Leave(IExchangeListener listener) => listeners.Remove(listener);

    /// <summary>Takes an order.</summary>
    /// <exception cref="BrokerException">It is refused: nothing was done.</exception>
    public BrokerOrder Submit(OrderTicket ticket)
    {
        if (!markets.ContainsKey(ticket.Symbol)) throw Refusal(BrokerError.UnknownInstrument, $"{ticket.Symbol} does not trade here.");
        if (ticket.Quantity <= 0) throw Refusal(BrokerError.Invalid, "The quantity must be above zero.", "quantity");
        if (traits.RefusesDuplicates && byClientId.ContainsKey(ticket.ClientId))
            throw Refusal(BrokerError.DuplicateClientId, $"There is an order {ticket.ClientId} already.");
        if (dice.Chance(Faults.RefusedOrders)) throw Refusal(dice.Of(Refusals), "The exchange does not take the order.");
        bool isDoomed = dice.Chance(Faults.RejectedOrders);
        var order = Take(ticket, isByHand: false, isDoomed ? OrderStatus.Submitted : OrderStatus.Accepted);
        byClientId[ticket.ClientId] = order;
        if (ticket.TimeInForce.Until is { } until) world.At(until, () => End(order, OrderStatus.Expired, null));
        if (isDoomed) world.After(dice.Between(TimeSpan.Zero, LongestRejection), () => End(order, OrderStatus.Rejected, "a check failed"));
        else if (order.IsImmediate || !dice.Chance(0.5)) Meet(order);
        else MeetLater(order, Faults.FillsWithin);
        return order.Shown;
    }

    /// <summary>Takes a cancellation. It may act later, or not at all when the order fills first.</summary>
    /// <exception cref="BrokerException">It is refused: nothing was done.</exception>
    public void Cancel(BrokerOrder shown)
    {
        var order = Open(shown);
        if (dice.Chance(Faults.RefusedCancels)) throw Refusal(BrokerError.Invalid, $"The order {order.BrokerId} is executing.");
        if (Faults.CancelsWithin == TimeSpan.Zero) End(order, OrderStatus.Cancelled, null);
        else world.After(dice.Between(TimeSpan.Zero, Faults.CancelsWithin), () => End(order, OrderStatus.Cancelled, null));
    }

    /// <summary>Changes an order's terms.</summary>
    /// <param name="shown">The order.</param>
    /// <param name="change">Its new terms.</param>
    /// <param name="sent">When the host asked for that, UTC.</param>
    /// <exception cref="BrokerException">It is refused: nothing was done.</exception>
    public BrokerOrder Replace(BrokerOrder shown, OrderChange change, DateTime sent)
    {
        var order = Open(shown);
        if (change.Quantity <= order.Filled && (traits.RefusesSmallChanges || change.Quantity < order.Filled))
            throw Refusal(BrokerError.Invalid, $"{order.Filled} of the order {order.BrokerId} is filled: ask for more.", "quantity");
        order.Change(change, traits.RenamesOnChange);
        order.NoteChange(sent, world.Now);
        if (order.Remaining == 0) End(order, OrderStatus.Filled, null);
        else Tell(order);
        if (order.IsOpen) Meet(order);
        return order.Shown;
    }

    /// <summary>An order by its client id, open or ended; null when the broker does not know it.</summary>
    /// <param name="clientId">The client id.</param>
    /// <param name="arrivedBy">Orders that arrived later are not in the broker's index yet, UTC.</param>
    public BrokerOrder? Find(string clientId, DateTime arrivedBy) =>
        byClientId.TryGetValue(clientId, out var order) && order.Arrived <= arrivedBy ? order.Shown : null;

    /// <summary>The orders that can fill.</summary>
    public IReadOnlyList<BrokerOrder> OpenOrders()
    {
        var open = new List<BrokerOrder>();
        foreach (var market in marketList)
        {
            foreach (var order in market.Working)
            {
                if (order.IsOpen) open.Add(order.Shown);
            }
        }

        return open;
    }

    /// <summary>The broker has restarted, and may have forgotten things.</summary>
    public void Restart()
    {
        if (world.Trace.IsKept) world.Note("broker", "restarts");
        foreach (var order in Ledger.Orders)
        {
            if (order.ClientId is { } id && (order.IsOpen ? traits.ForgetsClientIds : traits.ForgetsEndedOrders)) byClientId.Remove(id);
        }
    }

    /// <summary>A person trades at the market, beside every host.</summary>
    public void TradeByHand(string symbol, Side side, decimal quantity)
    {
        string id = $"hand{Ledger.Orders.Count + 1}";
        var ticket = new OrderTicket(id, symbol, side, quantity, OrderType.Market, null, null, TimeInForce.Day);
        Meet(Take(ticket, isByHand: true, OrderStatus.Accepted));
    }

    /// <summary>A person ends an order, beside every host.</summary>
    public void CancelByHand(ExchangeOrder order)
    {
        if (!order.IsOpen) return;
        order.IsTouchedByHand = true;
        End(order, OrderStatus.Cancelled, "by hand");
    }

    /// <summary>The session is over: orders for the day end.</summary>
    public void EndDay()
    {
        foreach (var order in Ledger.Orders)
        {
            if (order is { IsOpen: true, Ticket.TimeInForce.Kind: TimeInForceKind.Day }) End(order, OrderStatus.Expired, null);
        }
    }

    private ExchangeOrder Take(OrderTicket ticket, bool isByHand, OrderStatus status)
    {
        var order = Ledger.Add(ticket, isByHand, world.Now);
        order.Status = status;
        markets[ticket.Symbol].Working.Add(order);
        Tell(order);
        return order;
    }

    /// <summary>
    /// The order that a host means, which can fill: by the broker's id where the host knows it, since that is never forgotten, and by the
    /// client id otherwise.
    /// </summary>
    private ExchangeOrder Open(BrokerOrder shown)
    {
        var order = shown.BrokerId.Length > 0 ? Ledger.Find(shown.BrokerId) : byClientId.GetValueOrDefault(shown.ClientId ?? "");
        if (order is null) throw Refusal(BrokerError.Invalid, $"There is no order {shown.BrokerId} {shown.ClientId}.");
        return order.IsOpen ? order : throw Refusal(BrokerError.Invalid, $"The order {order.BrokerId} has ended: {order.Status}.");
    }

    private static BrokerException Refusal(BrokerError error, string message, string? field = null) =>
        new(error, message) { Field = field };

    private void Step()
    {
        world.After(plan.PriceEvery, step);
        if (IsShut) return;
        foreach (var market in marketList)
        {
            market.Move();
            for (int i = 0; i < market.Working.Count; i++) Meet(market.Working[i]);
            market.Working.RemoveAll(static o => !o.IsOpen);
        }

        if (world.Now < nextBar) return;
        foreach (var market in marketList)
        {
            var bar = market.EndBar(nextBar);
            BarEnded?.Invoke(market.Symbol, bar);
        }

        nextBar += plan.BarLength;
    }

    /// <summary>Fills an order, or a part of it, when the last price reaches it.</summary>
    private void Meet(ExchangeOrder order)
    {
        if (IsShut || !order.IsOpen || order.Status == OrderStatus.Submitted) return;
        decimal price = markets[order.Symbol].Last;
        if (!IsTriggered(order, price)) return;
        bool isReached = order.LimitPrice is not { } limit || (order.IsBuy ? price <= limit : price >= limit);
        if (isReached) Fill(order, price);
        if (order is { IsOpen: true, IsImmediate: true }) End(order, OrderStatus.Cancelled, null);
    }

    private static bool IsTriggered(ExchangeOrder order, decimal price)
    {
        if (order.IsTriggered || order.StopPrice is not { } stop) return true;
        if (order.Ticket.Trail is { } trail)
        {
            decimal distance = trail.From(price);
            stop = order.IsBuy ? Math.Min(stop, price + distance) : Math.Max(stop, price - distance);
            order.StopPrice = stop;
        }

        order.IsTriggered = order.IsBuy ? price >= stop : price <= stop;
        return order.IsTriggered;
    }

    private void Fill(ExchangeOrder order, decimal price)
    {
        decimal able = order.Remaining;
        if (order.Ticket.IsReduceOnly && traits.KeepsReduceOnly)
        {
            decimal held = Ledger.Held(order.Symbol);
            able = Math.Min(able, Math.Max(0, order.IsBuy ? -held : held));
            if (able == 0)
            {
                End(order, OrderStatus.Cancelled, "there is nothing to reduce");
                return;
            }
        }

        bool isWhole = order.Ticket.TimeInForce.Kind == TimeInForceKind.FillOrKill || !dice.Chance(Faults.PartialFills);
        int lots = (int)(able / plan.LotSize);
        decimal quantity = isWhole || lots < 2 ? able : dice.Between(1, lots - 1) * plan.LotSize;
        bool isLate = dice.Chance(Faults.LateExecutions);
        var shown = isLate ? world.Now + dice.Between(TimeSpan.Zero, Faults.LateBy) : world.Now;
        var execution = Ledger.Execute(order, quantity, price, world.Now, shown);
        order.Status = order.Remaining == 0 ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
        if (order.Remaining == 0) order.Ended = world.Now;
        if (world.Trace.IsKept)
            world.Note("exchange", FormattableString.Invariant($"fills {quantity} at {price}: {order}, {execution.HeldAfter} held"));
        for (int i = 0; i < listeners.Count; i++) listeners[i].OnExecution(execution);
        if (order.IsOpen && !order.IsImmediate) MeetLater(order, Faults.PartsWithin);
    }

    private void MeetLater(ExchangeOrder order, TimeSpan within)
    {
        if (within == TimeSpan.Zero) world.Post(() => Meet(order));
        else world.After(dice.Between(TimeSpan.Zero, within), () => Meet(order));
    }

    private void End(ExchangeOrder order, OrderStatus status, string? reason)
    {
        if (!order.IsOpen) return;
        order.Status = status;
        order.Reason = reason;
        order.Ended = world.Now;
        Tell(order);
    }

    private void Tell(ExchangeOrder order)
    {
        if (world.Trace.IsKept) world.Note("exchange", order.ToString());
        for (int i = 0; i < listeners.Count; i++) listeners[i].OnOrder(order);
    }
}
