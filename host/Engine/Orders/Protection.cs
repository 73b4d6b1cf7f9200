using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Risk;

namespace StrategyHost.Engine.Orders;

/// <summary>
/// Keeps a stop-loss and a take-profit for every position: orders that rest at the venue, sized to the position and moved with its mean entry
/// price. Where the venue refuses the stop, the host watches the price itself and closes the position at the market.
/// </summary>
/// <param name="limits">How far away they are.</param>
/// <param name="submit">Makes an order that only certain errors stop.</param>
/// <param name="replace">Changes an order's quantity, limit and stop.</param>
/// <param name="cancel">Ends an order.</param>
public sealed class Protection(RiskLimits limits, Func<OrderRequest, Order> submit, Action<Order, decimal, decimal?, decimal?> replace, Action<Order> cancel)
{
    private readonly Dictionary<string, Guards> guarded = new(StringComparer.Ordinal);

    /// <summary>Brings the orders of a symbol into line with its position, after a fill.</summary>
    public void Follow(Market market, Position position)
    {
        if (!guarded.TryGetValue(position.Symbol, out var guards)) guarded.Add(position.Symbol, guards = new Guards());
        if (position.IsFlat)
        {
            End(guards.Stop);
            End(guards.Target);
            (guards.Stop, guards.Target) = (null, null);
            return;
        }

        var side = position.IsLong ? Side.Sell : Side.Buy;
        decimal tick = market.Instrument.TickSize;
        if (limits.StopLoss is { } loss)
            guards.Stop = Keep(guards.Stop, position, side, OrderType.Stop, "stop-loss", limit: null, stop: TickGrid.Stop(position.AveragePrice * (1 - (loss * Sign(position))), side, tick));
        if (limits.TakeProfit is { } profit)
            guards.Target = Keep(guards.Target, position, side, OrderType.Limit, "take-profit", limit: TickGrid.Limit(position.AveragePrice * (1 + (profit * Sign(position))), side, tick), stop: null);
    }

    /// <summary>Whether a position must be closed now because its stop does not rest at the venue, and the price has reached it.</summary>
    public bool IsBreached(Market market, Position position)
    {
        if (limits.StopLoss is not { } loss || position.IsFlat || !guarded.TryGetValue(position.Symbol, out var guards)) return false;
        if (guards.Stop is null or { IsOpen: true } or { Status: OrderStatus.Filled }) return false;
        double stop = (double)(position.AveragePrice * (1 - (loss * Sign(position))));
        return position.IsLong ? market.Bar.Close <= stop : market.Bar.Close >= stop;
    }

    private Order Keep(Order? order, Position position, Side side, OrderType type, string tag, decimal? limit, decimal? stop)
    {
        decimal quantity = Math.Abs(position.Quantity);
        if (order is { IsOpen: true } && order.Side == side)
        {
            if (order.Remaining != quantity || order.LimitPrice != limit || order.StopPrice != stop) replace(order, order.Filled + quantity, limit, stop);
            return order;
        }

        End(order);
        return submit(new OrderRequest { Symbol = position.Symbol, Side = side, Quantity = quantity, Type = type, LimitPrice = limit, StopPrice = stop, ReduceOnly = true, Tag = tag });
    }

    private void End(Order? order)
    {
        if (order is { IsOpen: true }) cancel(order);
    }

    private static int Sign(Position position) => position.IsLong ? 1 : -1;

    private sealed class Guards
    {
        public Order? Stop { get; set; }

        public Order? Target { get; set; }
    }
}
