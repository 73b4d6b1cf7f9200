namespace StrategyHost.Plugins.Conformance;

/// <summary>What the scenarios trade, and on what. They make real orders: give them an account whose money does not matter.</summary>
public sealed record ConformanceTarget
{
    /// <summary>Makes a plugin that is connected. It is asked several times, and each plugin is disposed.</summary>
    public required Func<CancellationToken, Task<Plugin>> ConnectAsync { get; init; }

    /// <summary>A symbol that trades now.</summary>
    public required string Symbol { get; init; }

    /// <summary>How much each order buys or sells.</summary>
    public decimal Quantity { get; init; } = 2;

    /// <summary>A price at which a buy does not fill.</summary>
    public required decimal FarBelow { get; init; }

    /// <summary>A price at which a sale does not fill, and a stop to buy is not triggered.</summary>
    public required decimal FarAbove { get; init; }

    /// <summary>What to call the first order; the others are counted from there. Letters and digits, 14 at most, new on every
    /// run.</summary>
    public required string ClientIdPrefix { get; init; }

    /// <summary>How long the broker may take for what it does by itself.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How many orders are made at once to see how many the broker takes.</summary>
    public int Burst { get; init; } = 20;

    /// <summary>What lets things go wrong at the broker; null where it cannot be asked to.</summary>
    public IFaultDesk? Faults { get; init; }
}
