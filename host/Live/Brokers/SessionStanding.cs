namespace StrategyHost.Live.Brokers;

/// <summary>How it stands with a session that neither runs nor rests.</summary>
internal enum SessionStanding
{
    /// <summary>It is over.</summary>
    Over,

    /// <summary>Its deployment has another journal now, or none: its own was put aside, or is gone.</summary>
    PutAside,

    /// <summary>Its deployment's journal cannot be read: the session may not be over.</summary>
    Unreadable,
}
