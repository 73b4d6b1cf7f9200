namespace StrategyHost;

/// <summary>From what a time of the trading day is counted.</summary>
public enum SessionAnchor
{
    /// <summary>The midnight of the exchange's wall clock.</summary>
    Midnight,

    /// <summary>The open of the session.</summary>
    Open,

    /// <summary>The close of the session.</summary>
    Close,
}
