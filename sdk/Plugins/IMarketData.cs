namespace StrategyHost.Plugins;

/// <summary>A plugin's market data. Calls throw <see cref="BrokerException"/> when the other side refuses or cannot be reached.</summary>
public interface IMarketData
{
    /// <summary>The terms on which a symbol trades; null when there is no such symbol.</summary>
    Task<Instrument?> FindAsync(string symbol, CancellationToken cancellation);

    /// <summary>Bars as they end, of all symbols, in the order of their ends, until the caller cancels or there are no more.</summary>
    /// <param name="symbols">What to subscribe to.</param>
    /// <param name="resolution">How long the bars are.</param>
    /// <param name="after">Bars that ended by then are not wanted, UTC. Bars that ended since, while nobody listened, come first.</param>
    /// <param name="cancellation">Ends the subscription.</param>
    IAsyncEnumerable<SymbolBar> BarsAsync(IReadOnlyList<string> symbols, Resolution resolution, DateTime after, CancellationToken cancellation);
}
