namespace ETrade;

/// <summary>What a request is about: E*TRADE counts each kind for itself.</summary>
internal enum RequestKind
{
    Account,
    Order,
    Market,
}
