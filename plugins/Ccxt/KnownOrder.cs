namespace Ccxt;

/// <summary>An order of the host's.</summary>
/// <param name="ClientId">The host's name for it.</param>
/// <param name="Symbol">Its symbol: exchanges do not find an order without.</param>
/// <param name="IsTrigger">Whether it waits for a price: some exchanges keep those apart.</param>
/// <param name="Id">The exchange's name for it; null while that is not known.</param>
internal sealed record KnownOrder(string ClientId, string Symbol, bool IsTrigger, string? Id);
