namespace StrategyHost;

/// <summary>How long an order works.</summary>
public enum TimeInForce
{
    /// <summary>Until it is filled or cancelled (GTC).</summary>
    GoodTillCancelled,

    /// <summary>
    /// Until the end of the session in which it was made; an order made outside a session works for the next one.
    /// Where a calendar does not know its sessions, the order works for the trading date of the first bar on which it can act.
    /// </summary>
    Day,
}
