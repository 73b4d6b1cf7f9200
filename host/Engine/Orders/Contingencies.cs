using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Orders;

/// <summary>
/// Orders that depend on each other: children wait for their parent's fills and are sized to them, and a fill within a group cancels or
/// shrinks
/// the others. After each fill every order that depends on it is brought to what <see cref="ContingentQuantity"/> says that it should be,
/// whatever was asked for before. A leg that the strategy cancels leaves the others as they are.
/// </summary>
/// <param name="markets">The markets of the run.</param>
/// <param name="gateway">Takes what is to be sent, changed and ended.</param>
/// <param name="clock">The run's clock.</param>
/// <param name="log">Where lines go.</param>
public sealed class Contingencies(MarketList markets, OrderGateway gateway, Clock clock, Log log)
{
    /// <summary>A venue ends exits when a fill that crossed takes their position. That fill may be told later, by so long at most: what it
    /// ended before is not taken for its doing.</summary>
    public static readonly TimeSpan LongestCrossing = TimeSpan.FromMinutes(2);

    private readonly Dictionary<Order, ContingencyLeg> legOf = [];
    private readonly Dictionary<Order, StrategyBook> ownerOf = [];
    private readonly List<ContingencyGroup> groups = [];

    /// <summary>Lets an order wait for its parent, which may have filled in part or in whole already.</summary>
    public void Wait(Order child, Order parent, StrategyBook owner)
    {
        child.ParentId = parent.Id;
        var leg = new ContingencyLeg(child, parent);
        ownerOf[child] = owner;
        Put(leg, new ContingencyGroup(OrderLink.OneUpdatesOther));
        Bring(leg.Group, markets[child.Symbol]);
    }

    /// <summary>Links orders, so that a fill of one acts on the others. Where one was refused, all end. Those that have ended otherwise are
    /// left out; those of a group that has begun already take the others in.</summary>
    public void Link(OrderLink link, IReadOnlyList<Order> orders, StrategyBook owner)
    {
        if (orders.FirstOrDefault(o => o.Status is OrderStatus.Denied or OrderStatus.Rejected) is { } refused
            && orders.All(o => o.Filled == 0))
        {
            EndWith(refused, orders);
            return;
        }

        var open = orders.Where(o => o.IsOpen).Distinct().ToList();
        if (open.Count < 2) return;
        var known = open.Select(o => legOf.GetValueOrDefault(o)?.Group).FirstOrDefault(g => g is { Legs.Count: > 1 });
        if (known is not null
            && (known.Link != link || open.Any(o => legOf.GetValueOrDefault(o)?.Group is { Legs.Count: > 1 } other && other != known)))
        {
            log.Warning(
                $"Orders {string.Join(", ", open.Select(o => o.Id))} were not linked: one of them belongs to another group already. "
                    + $"Link all of them at once.");
            return;
        }

        var group = known ?? new ContingencyGroup(link);
        foreach (var order in open.Where(o => !group.Legs.Exists(l => l.Order == o)))
        {
            var leg = legOf.GetValueOrDefault(order) ?? new ContingencyLeg(order, null);
            ownerOf[order] = owner;
            if (leg.Group is { } alone) groups.Remove(alone);
            Put(leg, group);
        }

        foreach (var leg in group.Legs) leg.Order.GroupId = group.Legs[0].Order.Id;
        gateway.Group([.. group.Legs.Select(l => l.Order)]);
    }

    /// <summary>A group of which one order was refused is refused whole: the others end before any of it trades.</summary>
    private void EndWith(Order refused, IReadOnlyList<Order> orders)
    {
        var others = orders.Where(o => o.IsOpen).Distinct().ToList();
        if (others.Count == 0) return;
        log.Warning(
            $"Orders {string.Join(", ", others.Select(o => o.Id))} end, as order {refused.Id}, which they were to be linked with, was "
                + $"refused.");
        foreach (var order in others)
            gateway.CancelContingent(order,
                $"order {refused.Id}, which it was to be linked with, was refused: {refused.Denial?.ToString() ?? refused.Reason}");
    }

    /// <summary>Takes a new quantity that the strategy wants of an order: what it asked for before is replaced.</summary>
    public void Ask(Order order, decimal quantity)
    {
        if (legOf.TryGetValue(order, out var leg)) leg.Asked = leg.Filled - order.Filled + quantity;
    }

    /// <summary>Whether an order waits for a parent that can still fill.</summary>
    public bool MayBeReleased(Order order) => legOf.TryGetValue(order, out var leg) && leg.Parent is { IsOpen: true };

    /// <summary>How much of a fill is more than the order's group allows; from here on it counts as being undone.</summary>
    public decimal TakeExcess(Order order, decimal filled)
    {
        if (!legOf.TryGetValue(order, out var leg)) return 0;
        var group = leg.Group;
        group.First ??= leg;
        if (!group.Counts(leg)) return filled;
        decimal lot = markets[order.Symbol].Instrument.LotSize;
        decimal excess = Math.Min(filled, ContingentQuantity.Excess(group.AllowedBy(lot), group.Filled, group.Undone));
        group.Undone += excess;
        return excess;
    }

    /// <summary>Brings what depends on an order to what it should be, after something has happened to it.</summary>
    public void Follow(in OrderUpdate update)
    {
        if (update is { Kind: OrderUpdateKind.Filled, Order: { IsOpen: false, Status: not OrderStatus.Filled } late }) Revive(late);
        if (groups.Count == 0) return;
        if (update.Order is { } order && legOf.TryGetValue(order, out var leg)) Note(leg, order, update.Kind);
        var market = update.Market;
        for (int i = 0; i < groups.Count; i++)
        {
            var group = groups[i];
            if (Concerns(group, update, market)) Bring(group, market);
        }

        groups.RemoveAll(static g => !g.IsAlive);
    }

    /// <summary>What was filled beyond what was wanted is going to be undone: exits of the position that it has taken, and that the venue
    /// has ended with it, are needed again.</summary>
    /// <param name="owner">Whose position it is.</param>
    /// <param name="symbol">Its symbol.</param>
    public void Restore(StrategyBook owner, string symbol)
    {
        foreach (var leg in legOf.Values)
        {
            if (!leg.IsEndedByVenue || leg.Order.Symbol != symbol || ownerOf[leg.Order] != owner
                || leg.Order.Closed < clock.UtcNow - LongestCrossing) continue;
            leg.IsOver = false;
            if (!groups.Contains(leg.Group)) groups.Add(leg.Group);
        }
    }

    /// <summary>An order that was taken for ended has filled all the same: what waited for it is needed after all.</summary>
    private void Revive(Order parent)
    {
        foreach (var leg in legOf.Values)
        {
            if (leg.Parent == parent && !groups.Contains(leg.Group)) groups.Add(leg.Group);
        }
    }

    private void Note(ContingencyLeg leg, Order order, OrderUpdateKind kind)
    {
        if (leg.Order != order) return;
        if (kind == OrderUpdateKind.Filled) leg.Group.First ??= leg;
        if (kind == OrderUpdateKind.RequestRejected) leg.CannotBeChanged = order.Status != OrderStatus.PendingCancel;
        if (kind != OrderUpdateKind.Ended || order.Status == OrderStatus.Filled || leg.IsYielding) return;
        leg.IsEndedByVenue = leg.IsExit && order is { Status: OrderStatus.Cancelled, IsCancelAsked: false };
        leg.IsOver = !leg.IsEndedByVenue || Overfills is null || Overfills.PendingOf(order) == 0;
    }

    private static bool Concerns(ContingencyGroup group, in OrderUpdate update, Market market)
    {
        foreach (var leg in group.Legs)
        {
            if (leg.Order == update.Order || leg.Parent == update.Order || (leg.IsExit && leg.Order.Symbol == market.Instrument.Symbol))
                return true;
        }

        return false;
    }

    /// <summary>Brings the legs of a group to what they should be.</summary>
    private void Bring(ContingencyGroup group, Market changed)
    {
        // Exits end with their position: what comes later is not theirs.
        bool isGone =
            group.Filled + FilledByParents(group) > 0 && changed.Instrument.Symbol == group.Legs[0].Order.Symbol && HasNothingToExit(group);
        foreach (var leg in group.Legs)
        {
            if (leg.IsOver && !leg.Order.IsOpen) continue;
            Bring(leg, isGone && leg.IsExit ? 0 : WantedOf(leg), isGone && leg.IsExit);
        }
    }

    private decimal WantedOf(ContingencyLeg leg)
    {
        var group = leg.Group;
        decimal lot = markets[leg.Order.Symbol].Instrument.LotSize;
        decimal open = group.OpenOf(leg, lot);
        return leg.IsExit ? Math.Min(open, Reducible(leg, group)) : open;
    }

    private void Bring(ContingencyLeg leg, decimal wanted, bool isOver)
    {
        var order = leg.Order;
        if (!order.IsOpen)
        {
            if (wanted > 0 && !leg.IsOver) Renew(leg, wanted);
            return;
        }

        if (isOver && leg.Parent is not { IsOpen: true }) leg.IsOver = true;
        if (order.Status == OrderStatus.PendingSubmit)
        {
            if (wanted > 0) Release(leg, wanted);
            else if (leg.Parent is { IsOpen: false }) Yield(leg, $"its parent, order {leg.Parent.Id}, has ended");
            else if (leg.Group.Filled > 0) Yield(leg, ReasonOf(leg));
        }
        else if (wanted == 0)
        {
            Yield(leg, ReasonOf(leg));
        }
        else if (order.Status is OrderStatus.Submitted or OrderStatus.PendingReplace || order.Quantity != order.Filled + wanted)
        {
            if (leg.CannotBeChanged) Yield(leg, "the venue does not change it, and it is made anew");
            else gateway.Resize(order, order.Filled + wanted);
        }
    }

    private void Yield(ContingencyLeg leg, string reason)
    {
        leg.IsYielding = true;
        gateway.CancelContingent(leg.Order, reason);
    }

    private void Renew(ContingencyLeg leg, decimal wanted)
    {
        var old = leg.Order;
        var owner = ownerOf[old];
        var next = gateway.Hold(RequestOf(old, wanted), owner);
        next.ParentId = old.ParentId;
        next.GroupId = old.GroupId;
        legOf.Remove(old);
        leg.Renew(next);
        legOf[next] = leg;
        ownerOf[next] = owner;
        if (leg.Group.Legs.Count > 1) gateway.Group([.. leg.Group.Legs.Select(l => l.Order)]);
        if (next.IsOpen) Release(leg, wanted);
    }

    /// <summary>Sends an order that has waited. While an excess has taken the position, or turned it over, an exit would only add to that:
    /// it waits until that is undone.</summary>
    private void Release(ContingencyLeg leg, decimal wanted)
    {
        if (leg.IsExit && Closable(leg.Order, HeldNow(leg.Order)) == 0) return;
        gateway.Release(leg.Order, wanted);
    }

    private static OrderRequest RequestOf(Order order, decimal quantity) => new()
    {
        Symbol = order.Symbol,
        Side = order.Side,
        Quantity = quantity,
        Type = order.Type,
        LimitPrice = order.LimitPrice,
        StopPrice = order.StopPrice,
        TimeInForce = order.TimeInForce,
        Trail = order.Trail,
        LimitOffset = order.LimitOffset,
        PostOnly = order.IsPostOnly,
        ReduceOnly = order.IsReduceOnly,
        Trigger = order.Trigger,
        Tag = order.Tag,
    };

    private static string ReasonOf(ContingencyLeg leg)
    {
        foreach (var other in leg.Group.Legs)
        {
            if (other != leg && other.Filled > 0) return $"order {other.Order.Id} of its group was filled";
        }

        return "there is no position left for it to close";
    }

    private static decimal FilledByParents(ContingencyGroup group)
    {
        decimal filled = 0;
        foreach (var leg in group.Legs) filled += leg.Parent?.Filled ?? 0;
        return filled;
    }

    private bool HasNothingToExit(ContingencyGroup group)
    {
        foreach (var leg in group.Legs)
        {
            if (leg.IsExit) return Closable(leg.Order) == 0;
        }

        return false;
    }

    /// <summary>What a position leaves for an exit: what newer groups of exits do not claim of it.</summary>
    private decimal Reducible(ContingencyLeg leg, ContingencyGroup group)
    {
        decimal left = Closable(leg.Order);
        for (int i = groups.Count - 1; i >= 0 && groups[i] != group; i--) left -= ClaimOf(groups[i], leg.Order);
        return Math.Max(0, left);
    }

    private decimal ClaimOf(ContingencyGroup group, Order like)
    {
        decimal claim = 0;
        foreach (var leg in group.Legs)
        {
            if (!leg.IsExit || leg.IsOver || leg.Order.Symbol != like.Symbol || leg.Order.Side != like.Side
                || ownerOf[leg.Order] != ownerOf[like]) continue;
            decimal lot = markets[like.Symbol].Instrument.LotSize;
            claim = Math.Max(claim, group.OpenOf(leg, lot));
        }

        return claim;
    }

    /// <summary>What an order could close of its owner's position, what is being undone counted as done.</summary>
    private decimal Closable(Order order) => Closable(order, HeldNow(order) + (Overfills?.PendingOf(order) ?? 0));

    private static decimal Closable(Order order, decimal held) => Math.Max(0, order.Side == Side.Sell ? held : -held);

    private decimal HeldNow(Order order) => (order.Holding ?? markets[order.Symbol].Position).Quantity;

    /// <summary>What is being undone; set once, when the run is put together.</summary>
    public Overfills? Overfills { get; set; }

    /// <summary>Keeps orders from leaving memory that belong to a group of which another order stays, or has ended only lately: what is
    /// heard of one late acts on the others.</summary>
    /// <param name="since">Those that ended later stay, UTC.</param>
    internal void KeepLinked(DateTime since)
    {
        foreach (var leg in legOf.Values)
        {
            if (leg.Order.Closed > since) leg.Order.IsLeaving = false;
            if (leg.Parent is { } parent && parent.Closed > since) parent.IsLeaving = false;
        }

        // What stays keeps its group, and the group its parents, which may be of other groups.
        for (bool hasChanged = true; hasChanged;)
        {
            hasChanged = false;
            foreach (var leg in legOf.Values)
            {
                if (!AllLeave(leg.Group)) hasChanged |= Stay(leg.Order) | Stay(leg.Parent);
            }
        }
    }

    /// <summary>Forgets an order that leaves memory, as all of its group do.</summary>
    internal void Forget(Order order)
    {
        legOf.Remove(order);
        ownerOf.Remove(order);
    }

    private static bool AllLeave(ContingencyGroup group)
    {
        foreach (var leg in group.Legs)
        {
            if (leg.Order is { IsLeaving: false, HasLeft: false } || leg.Parent is { IsLeaving: false, HasLeft: false }) return false;
        }

        return true;
    }

    private static bool Stay(Order? order)
    {
        if (order is not { IsLeaving: true }) return false;
        order.IsLeaving = false;
        return true;
    }

    private void Put(ContingencyLeg leg, ContingencyGroup group)
    {
        leg.Group = group;
        group.Legs.Add(leg);
        legOf[leg.Order] = leg;
        if (!groups.Contains(group)) groups.Add(group);
    }
}
