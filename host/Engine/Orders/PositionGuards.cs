using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Risk;

namespace StrategyHost.Engine.Orders;

/// <summary>
/// Keeps a stop-loss and a take-profit for every position of a strategy: orders that rest at the venue, sized to the position and moved
/// with its
/// mean entry price. Where the venue refuses the stop, the host watches the price itself and closes the position at the market.
/// </summary>
public sealed class PositionGuards
{
    private readonly OrderGateway gateway;
    private readonly StrategyBook own;
    private readonly Overfills overfills;
    private readonly Dictionary<string, Guards> guarded = new(StringComparer.Ordinal);
    private RiskLimits limits;

    /// <summary>Guards of a strategy's positions.</summary>
    /// <param name="limits">How far away they are.</param>
    /// <param name="gateway">Takes the orders.</param>
    /// <param name="own">What the strategy owns.</param>
    /// <param name="overfills">What is being undone: it is no position to guard.</param>
    public PositionGuards(RiskLimits limits, OrderGateway gateway, StrategyBook own, Overfills overfills)
    {
        this.limits = limits;
        this.gateway = gateway;
        this.own = own;
        this.overfills = overfills;
    }

    /// <summary>Guards positions as other limits ask for, those that are held already too.</summary>
    public void Use(RiskLimits next, MarketList markets)
    {
        bool isSame = next.StopLoss == limits.StopLoss && next.TakeProfit == limits.TakeProfit;
        limits = next;
        if (isSame) return;
        foreach (var market in markets)
        {
            var position = own.Portfolio[market.Instrument.Symbol];
            if (!position.IsFlat || guarded.ContainsKey(position.Symbol)) Guard(market, GuardsOf(position));
        }
    }

    /// <summary>Brings the orders of a symbol into line with its position, after something has happened to an order of it.</summary>
    public void Follow(in OrderUpdate update)
    {
        var guards = GuardsOf(own.Portfolio[update.Market.Instrument.Symbol]);
        if (update.Kind != OrderUpdateKind.Filled && !guards.IsOurs(update) && update.Order is not { Tag: Overfills.Tag }) return;
        if (update.Kind == OrderUpdateKind.RequestRejected) LetGo(guards, update.Order!);
        Guard(update.Market, guards);
    }

    private Guards GuardsOf(Position position)
    {
        if (!guarded.TryGetValue(position.Symbol, out var guards)) guarded.Add(position.Symbol, guards = new Guards());
        return guards;
    }

    /// <summary>Brings the guards of a symbol to what its position and the limits ask for.</summary>
    private void Guard(Market market, Guards guards)
    {
        var position = own.Portfolio[market.Instrument.Symbol];
        decimal held = position.Quantity + overfills.Pending(own, position.Symbol);
        if (held == 0 || limits.StopLoss is null) guards.Stop = Ended(guards.Stop);
        if (held == 0 || limits.TakeProfit is null) guards.Target = Ended(guards.Target);
        if (held == 0) return;
        var side = held > 0 ? Side.Sell : Side.Buy;
        int sign = held > 0 ? 1 : -1;
        decimal tick = market.Instrument.TickSize;

        // Until an excess is undone, nothing may be held, or the opposite: then the entry price is not that of what is guarded.
        bool isEntryKnown = position.Quantity * sign > 0;
        decimal? Price(decimal? distance) => isEntryKnown ? position.AveragePrice * (1 + (distance * sign)) : null;
        if (limits.StopLoss is { } loss)
            guards.Stop = Keep(guards.Stop, Exit(position.Symbol, side, held, "stop-loss") with
            {
                Type = OrderType.Stop,
                StopPrice = TickGrid.Stop(Price(-loss), side, tick)
            });
        if (limits.TakeProfit is { } profit)
            guards.Target = Keep(guards.Target, Exit(position.Symbol, side, held, "take-profit") with
            {
                Type = OrderType.Limit,
                LimitPrice = TickGrid.Limit(Price(profit), side, tick)
            });
    }

    /// <summary>Whether a position must be closed now because its stop does not rest at the venue, and the price has reached it.</summary>
    public bool IsBreached(Market market)
    {
        var position = own.Portfolio[market.Instrument.Symbol];
        if (limits.StopLoss is not { } loss || position.IsFlat || !guarded.TryGetValue(position.Symbol, out var guards)) return false;
        if (guards.Stop is null or { IsOpen: true } or { Status: OrderStatus.Filled }) return false;
        double stop = (double)(position.AveragePrice * (1 - (loss * (position.IsLong ? 1 : -1))));
        return position.IsLong ? market.Bar.Close <= stop : market.Bar.Close >= stop;
    }

    private static OrderRequest Exit(string symbol, Side side, decimal held, string tag) =>
        new() { Symbol = symbol, Side = side, Quantity = Math.Abs(held), ReduceOnly = true, Tag = tag };

    /// <summary>Brings a guard to what is wanted; a price that is not known stays as it is, and without one nothing guards.</summary>
    private Order? Keep(Order? order, in OrderRequest wanted)
    {
        bool isPriced = (wanted.LimitPrice ?? wanted.StopPrice) is not null;
        if (order is { IsOpen: true } && order.Side == wanted.Side)
        {
            if (!isPriced)
            {
                gateway.Resize(order, order.Filled + wanted.Quantity, order.LimitPrice, order.StopPrice);
                return order;
            }

            bool isOnItsWay = order.Status is OrderStatus.Submitted or OrderStatus.PendingReplace;
            if (isOnItsWay || order.Remaining != wanted.Quantity || order.LimitPrice != wanted.LimitPrice
                || order.StopPrice != wanted.StopPrice)
                gateway.Resize(order, order.Filled + wanted.Quantity, wanted.LimitPrice, wanted.StopPrice);
            return order;
        }

        End(order);
        return isPriced ? gateway.Submit(in wanted, OrderOrigin.Exit, own) : null;
    }

    /// <summary>Ends a guard that the venue does not change: another takes its place.</summary>
    private void LetGo(Guards guards, Order order)
    {
        guards.LetGo(order);
        End(order);
    }

    private void End(Order? order)
    {
        if (order is not null) gateway.CancelContingent(order, "the position that it guards has changed");
    }

    private Order? Ended(Order? order)
    {
        End(order);
        return null;
    }

    private sealed class Guards
    {
        public Order? Stop { get; set; }

        public Order? Target { get; set; }

        /// <summary>Whether an update says that a guard is not what it was asked to be.</summary>
        public bool IsOurs(in OrderUpdate update) =>
            update.Kind is OrderUpdateKind.Changed or OrderUpdateKind.RequestRejected
                && update.Order is { IsOpen: true, Status: not OrderStatus.PendingCancel } order && (order == Stop || order == Target);

        /// <summary>Lets go of a guard that the venue does not change: the next one is made anew.</summary>
        public void LetGo(Order order)
        {
            if (Stop == order) Stop = null;
            if (Target == order) Target = null;
        }
    }
}
