namespace StrategyHost;

/// <summary>What a strategy asks for, before it becomes an order.</summary>
public sealed record OrderRequest
{
    /// <summary>The instrument's symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>Buy or sell.</summary>
    public required Side Side { get; init; }

    /// <summary>How much, in units of the instrument; above zero whatever the side.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>On what terms.</summary>
    public OrderType Type { get; init; } = OrderType.Market;

    /// <summary>The worst price to accept; for limit and stop-limit orders only.</summary>
    public decimal? LimitPrice { get; init; }

    /// <summary>The price that triggers the order; for stop and stop-limit orders only.</summary>
    public decimal? StopPrice { get; init; }

    /// <summary>How long it works.</summary>
    public TimeInForce TimeInForce { get; init; } = TimeInForce.GoodTillCancelled;

    /// <summary>A word of the strategy's own that stays with the order; null for none.</summary>
    public string? Tag { get; init; }
}
