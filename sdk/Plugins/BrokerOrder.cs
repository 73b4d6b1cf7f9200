namespace StrategyHost.Plugins;

/// <summary>An order as the broker shows it.</summary>
public sealed record BrokerOrder
{
    /// <summary>What the host called it; null when it was not the host that made it.</summary>
    public string? ClientId { get; init; }

    /// <summary>What the broker calls it; empty when it has no name for it yet.</summary>
    public string BrokerId { get; init; } = "";

    /// <summary>The instrument's symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>Buy or sell.</summary>
    public required Side Side { get; init; }

    /// <summary>The whole quantity.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>The worst price that it accepts; null for types without a limit.</summary>
    public decimal? LimitPrice { get; init; }

    /// <summary>The price that triggers it; null for types without a stop.</summary>
    public decimal? StopPrice { get; init; }

    /// <summary>Where it is in its life: <see cref="OrderStatus.Submitted"/> to <see cref="OrderStatus.Rejected"/>.</summary>
    public required OrderStatus Status { get; init; }

    /// <summary>The quantity filled so far. The executions that make it up come as reports of their own.</summary>
    public decimal Filled { get; init; }

    /// <summary>Why it ended, in the broker's words; null when there is nothing to say.</summary>
    public string? Reason { get; init; }
}
