namespace StrategyHost;

/// <summary>The ways in which an order's life is bounded. <see cref="TimeInForce"/> makes them.</summary>
public enum TimeInForceKind
{
    /// <summary>Until it is filled or cancelled (GTC).</summary>
    GoodTillCancelled,

    /// <summary>
    /// Until the end of the session in which it was made; an order made outside a session works for the next one.
    /// Where a calendar does not know its sessions, the order works for the trading date of the first bar on which it can act;
    /// on bars of a week or of months, on the first.
    /// </summary>
    Day,

    /// <summary>Until an instant (GTD).</summary>
    GoodTillDate,

    /// <summary>For a number of bars of the instrument.</summary>
    Bars,

    /// <summary>At the first price it meets; what is not filled there is cancelled (IOC).</summary>
    ImmediateOrCancel,

    /// <summary>Whole at the first price it meets, or not at all (FOK).</summary>
    FillOrKill,

    /// <summary>At the open of the next session, and only there.</summary>
    AtOpen,

    /// <summary>At the close of the session, and only there.</summary>
    AtClose,
}
