namespace Ccxt;

/// <summary>An order of the host's.</summary>
/// <param name="ClientId">The host's name for it.</param>
/// <param name="Symbol">Its symbol: exchanges do not find an order without.</param>
/// <param name="IsTrigger">Whether it waits for a price: some exchanges keep those apart.</param>
/// <param name="Id">The exchange's name for it; null while that is not known, empty when the exchange has refused it.</param>
/// <param name="StopPrice">The price that it waits for: not every exchange shows it once it is reached; null for none.</param>
/// <param name="PlacedId">The exchange's name for the order that was made when its price was reached; null when there is none, or it is not
/// known.</param>
/// <param name="HasEnded">Whether it is known to have ended without becoming another.</param>
internal sealed record KnownOrder(string ClientId, string Symbol, bool IsTrigger, string? Id, decimal? StopPrice = null,
    string? PlacedId = null, bool HasEnded = false)
{
    /// <summary>The exchange's names for it.</summary>
    public IEnumerable<string> Ids => new[] { Id, PlacedId }.OfType<string>().Where(i => i.Length > 0);
}
