namespace StrategyHost.Plugins;

/// <summary>Why a broker, or what stands for one, did not do what it was asked. The list is closed: a plugin maps whatever it meets to one
/// of these.</summary>
public enum BrokerError
{
    /// <summary>The credentials are missing, wrong or have expired.</summary>
    NotAuthenticated,

    /// <summary>The account may not do this.</summary>
    NotPermitted,

    /// <summary>The account cannot pay for it.</summary>
    InsufficientFunds,

    /// <summary>The order, or the request, is not one that the other side takes.</summary>
    Invalid,

    /// <summary>There is no such instrument.</summary>
    UnknownInstrument,

    /// <summary>The market is closed.</summary>
    MarketClosed,

    /// <summary>Too much was asked in too short a time.</summary>
    RateLimited,

    /// <summary>An order with this client id was made before.</summary>
    DuplicateClientId,

    /// <summary>The other side cannot be reached, or is out of order. Nothing was done: it is safe to ask again.</summary>
    Unavailable,

    /// <summary>It is not known whether it was done: ask before doing anything again.</summary>
    OutcomeUnknown,
}
