namespace Ccxt;

/// <summary>What an exchange does with orders that wait for a price.</summary>
internal enum TriggerOrders
{
    /// <summary>Nobody has tried: they are not claimed.</summary>
    Untried,

    /// <summary>They are orders like others.</summary>
    LikeOthers,

    /// <summary>They are listed apart until their price is reached.</summary>
    ListedApart,

    /// <summary>They are listed apart, and when their price is reached another order is made, with a name of its own.</summary>
    BecomeOthers,
}
