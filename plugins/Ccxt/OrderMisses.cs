using System.Collections.Concurrent;

namespace Ccxt;

/// <summary>How often the exchange has not shown orders that it had: in the end they are taken for put away, and not asked for any
/// more. Safe for several threads.</summary>
internal sealed class OrderMisses
{
    /// <summary>After so many times an order is taken for put away.</summary>
    public const int Most = 3;
    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>An order was asked for, and not shown.</summary>
    public void Add(string clientId) => counts.AddOrUpdate(clientId, 1, (_, before) => before + 1);

    /// <summary>Whether an order is not asked for any more.</summary>
    public bool IsPutAway(string clientId) => counts.GetValueOrDefault(clientId) >= Most;
}
