using StrategyHost.Plugins;

namespace StrategyHost.Live.Feeds;

/// <summary>Past bars that warm a session's indicators up.</summary>
internal static class WarmUpHistory
{
    /// <summary>Averages that never forget come near enough to what a longer past would give.</summary>
    private const int Generosity = 4;

    /// <summary>A market that trades on weekdays for a part of the day has fewer bars in a span of time than fit into it.</summary>
    private const int ClosedShare = 8;

    /// <summary>The bars before an instant; none where a plugin has no past bars.</summary>
    /// <param name="data">The plugin's market data.</param>
    /// <param name="symbol">The symbol.</param>
    /// <param name="resolution">How long the bars are.</param>
    /// <param name="needed">How many bars the longest indicator needs.</param>
    /// <param name="until">The instant, UTC.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public static async Task<IReadOnlyList<Bar>> BeforeAsync(IMarketData data, string symbol, Resolution resolution, int needed,
        DateTime until, CancellationToken cancellation)
    {
        if (needed == 0 || resolution.IsTick || !data.Capabilities.History) return [];
        int wanted = needed * Generosity;
        var from = until - (resolution.Span * wanted * ClosedShare);
        var bars = await data.HistoryAsync(symbol, resolution, from, until, cancellation);
        return [.. bars.Where(b => b.End <= until).TakeLast(wanted)];
    }
}
