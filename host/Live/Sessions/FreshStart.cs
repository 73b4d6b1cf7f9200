namespace StrategyHost.Live.Sessions;

/// <summary>What becomes of a session that has not ended when a new one is to begin.</summary>
public enum FreshStart
{
    /// <summary>It ends where nothing is open: otherwise the start is refused.</summary>
    WhenFlat,

    /// <summary>It ends as it is: its orders go on working at the broker, and its positions are nobody's from then on.</summary>
    Keep,

    /// <summary>Its orders are cancelled first.</summary>
    Cancel,

    /// <summary>Its orders are cancelled, and its positions closed at the market first.</summary>
    Flatten,
}
