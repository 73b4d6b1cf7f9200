namespace StrategyHost.Live.Notices;

/// <summary>What a notice is about.</summary>
public enum NoticeKind
{
    /// <summary>An order was made, and passed the risk engine.</summary>
    Order,

    /// <summary>An order was refused by the risk engine.</summary>
    Denial,

    /// <summary>Something was asked of a broker.</summary>
    Call,

    /// <summary>A broker said something about an order.</summary>
    Report,

    /// <summary>A fill was booked.</summary>
    Fill,

    /// <summary>A venue refused an order.</summary>
    Reject,

    /// <summary>A loss limit was reached.</summary>
    Risk,

    /// <summary>A connection to a broker was lost, or the account does not agree with it.</summary>
    Disconnect,

    /// <summary>A connection stands again, or the account agrees again.</summary>
    Reconnect,

    /// <summary>A broker's plugin warns, such as of a login that ends.</summary>
    Warning,

    /// <summary>A deployment has failed.</summary>
    Fault,

    /// <summary>What a day has brought.</summary>
    Summary,
}
