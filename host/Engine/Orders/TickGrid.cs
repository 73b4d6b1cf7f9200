namespace StrategyHost.Engine.Orders;

/// <summary>Moves an order's prices to the instrument's tick grid.</summary>
public static class TickGrid
{
    /// <summary>A limit on the grid that is never worse than the one asked for: down for a buy, up for a sell.</summary>
    public static decimal? Limit(decimal? price, Side side, decimal tickSize) =>
        side == Side.Buy ? Down(price, tickSize) : Up(price, tickSize);

    /// <summary>A stop on the grid that never triggers earlier than the one asked for: up for a buy, down for a sell.</summary>
    public static decimal? Stop(decimal? price, Side side, decimal tickSize) =>
        side == Side.Buy ? Up(price, tickSize) : Down(price, tickSize);

    private static decimal? Down(decimal? price, decimal tickSize) =>
        price is { } value && tickSize > 0 ? Math.Floor(value / tickSize) * tickSize : price;

    private static decimal? Up(decimal? price, decimal tickSize) =>
        price is { } value && tickSize > 0 ? Math.Ceiling(value / tickSize) * tickSize : price;
}
