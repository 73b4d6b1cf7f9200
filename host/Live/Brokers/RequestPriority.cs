namespace StrategyHost.Live.Brokers;

/// <summary>Whose turn comes first where a broker's rate is used up.</summary>
internal enum RequestPriority
{
    /// <summary>Cancellations, and orders that only make a position smaller.</summary>
    Reducing,

    /// <summary>Everything else: orders that open, and questions.</summary>
    Other,
}
