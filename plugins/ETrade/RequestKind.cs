namespace ETrade;

/// <summary>What a request is about: E*TRADE counts accounts, orders and the market each for itself.</summary>
internal enum RequestKind
{
    Account,
    Order,

    /// <summary>The end of an order. It counts as one about orders, and waits longer for its place.</summary>
    Cancel,
    Market,
}
