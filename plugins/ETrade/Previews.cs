using StrategyHost.Plugins;

namespace ETrade;

/// <summary>Previews of changes: E*TRADE takes a change only as it was previewed, and an order that was filled meanwhile is
/// another.</summary>
internal static class Previews
{
    /// <summary>How often a change is previewed anew before whoever wants it is told; it may be tried again later.</summary>
    public const int Most = 4;

    /// <summary>Changes an order by a preview of its own each time, until one is not stale.</summary>
    /// <param name="change">Looks how the order is, previews and places the change.</param>
    /// <exception cref="BrokerException">It was refused for another reason, or each of <see cref="Most"/> previews was stale.</exception>
    public static async Task<BrokerOrder> WhileStaleAsync(Func<Task<BrokerOrder>> change)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await change();
            }
            catch (BrokerException refusal) when (ETradeError.IsStalePreview(refusal) && attempt < Most)
            {
                // It was filled further meanwhile: what is left to change is another quantity.
            }
        }
    }
}
