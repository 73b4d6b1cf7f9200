namespace StrategyHost.Plugins;

/// <summary>What a plugin's market data can do. The host does not ask for more.</summary>
public sealed record MarketDataCapabilities
{
    /// <summary>Whether bars come as they end.</summary>
    public bool Bars { get; init; } = true;

    /// <summary>Whether quotes come as they change.</summary>
    public bool Quotes { get; init; }

    /// <summary>Whether trades come as they are printed.</summary>
    public bool Trades { get; init; }

    /// <summary>Whether the depth of the book comes as it changes.</summary>
    public bool Depth { get; init; }

    /// <summary>Whether past bars can be had.</summary>
    public bool History { get; init; }

    /// <summary>Whether the latest quote can be had without a subscription.</summary>
    public bool Snapshots { get; init; }

    /// <summary>Whether all instruments can be listed.</summary>
    public bool ListsInstruments { get; init; }
}
