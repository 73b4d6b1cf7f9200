namespace StrategyHost.Plugins;

/// <summary>An order as it is handed to a broker.</summary>
/// <param name="ClientId">What the host calls it: letters and digits, 20 at most, unique for ever.</param>
/// <param name="Symbol">The instrument's symbol.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Quantity">How much, above zero, in units of the instrument.</param>
/// <param name="Type">On what terms.</param>
/// <param name="LimitPrice">The worst price to accept; null for types without a limit.</param>
/// <param name="StopPrice">The price that triggers it; null for types without a stop.</param>
/// <param name="TimeInForce">How long it works.</param>
public sealed record OrderTicket(
    string ClientId, string Symbol, Side Side, decimal Quantity, OrderType Type, decimal? LimitPrice, decimal? StopPrice,
    TimeInForce TimeInForce)
{
    /// <summary>How far its stop trails the price; null for orders that do not trail.</summary>
    public Trail? Trail { get; init; }

    /// <summary>How far beyond its stop the limit of a trailing stop-limit order is, in price units; null for others.</summary>
    public decimal? LimitOffset { get; init; }

    /// <summary>Whether it is rejected rather than take liquidity.</summary>
    public bool IsPostOnly { get; init; }

    /// <summary>Whether it may only make a position smaller.</summary>
    public bool IsReduceOnly { get; init; }
}
