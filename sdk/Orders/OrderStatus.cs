namespace StrategyHost;

/// <summary>Where an order is in its life. <see cref="OrderLife"/> holds the moves that are allowed.</summary>
public enum OrderStatus
{
    /// <summary>Made, and not yet handed to a venue: a child waits so for its parent.</summary>
    PendingSubmit,

    /// <summary>Refused by the risk engine; it never reached a venue.</summary>
    Denied,

    /// <summary>Handed to a venue that has not answered yet.</summary>
    Submitted,

    /// <summary>Working at the venue.</summary>
    Accepted,

    /// <summary>Working at the venue, with part of its quantity filled.</summary>
    PartiallyFilled,

    /// <summary>Filled whole.</summary>
    Filled,

    /// <summary>A cancellation has been asked for; fills may still arrive.</summary>
    PendingCancel,

    /// <summary>A change of price or quantity has been asked for; fills may still arrive.</summary>
    PendingReplace,

    /// <summary>Ended at the strategy's or the host's wish.</summary>
    Cancelled,

    /// <summary>Ended because its time in force was over.</summary>
    Expired,

    /// <summary>Refused by the venue.</summary>
    Rejected,
}
