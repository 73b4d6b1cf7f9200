namespace StrategyHost.Live.Brokers;

/// <summary>The points that an order passes between the strategy that makes it and the strategy that hears what became of it.</summary>
public enum OrderPathPoint
{
    /// <summary>The strategy has made it, and the risk engine has let it pass.</summary>
    Made,

    /// <summary>It is durable.</summary>
    Durable,

    /// <summary>The plugin is about to be given it.</summary>
    Sending,

    /// <summary>The plugin has answered.</summary>
    Answered,

    /// <summary>What became of it has come from the broker.</summary>
    Reported,

    /// <summary>What became of it is durable.</summary>
    ReportDurable,

    /// <summary>What became of it is about to be handled.</summary>
    Handling,
}
