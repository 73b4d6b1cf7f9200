namespace StrategyHost.Live.Sessions;

/// <summary>Why a session's order and a backtest's are not the same.</summary>
public enum ParityCause
{
    /// <summary>The session saw other bars than those that are stored now.</summary>
    Data,

    /// <summary>It was filled at another time.</summary>
    Latency,

    /// <summary>It was filled at another price, or in another quantity.</summary>
    Fill,

    /// <summary>It cost another commission.</summary>
    Cost,

    /// <summary>The positions, cash or limits at that time were not the same, so that one of the two made no such order, or was refused
    /// it.</summary>
    State,
}
