namespace StrategyHost.Plugins;

/// <summary>
/// A plugin's market data. Calls throw <see cref="BrokerException"/> when the other side refuses or cannot be reached. Those that
/// <see cref="Capabilities"/> does not name are never called, and may be left out.
/// </summary>
public interface IMarketData
{
    /// <summary>What it can do: bars alone, unless the plugin says more.</summary>
    MarketDataCapabilities Capabilities => new();

    /// <summary>The terms on which a symbol trades; null when there is no such symbol.</summary>
    Task<Instrument?> FindAsync(string symbol, CancellationToken cancellation);

    /// <summary>Bars as they end, of all symbols, in the order of their ends, until the caller cancels or there are no more.</summary>
    /// <param name="symbols">What to subscribe to.</param>
    /// <param name="resolution">How long the bars are.</param>
    /// <param name="after">Bars that ended by then are not wanted, UTC. Bars that ended since, while nobody listened, come first.</param>
    /// <param name="cancellation">Ends the subscription.</param>
    IAsyncEnumerable<SymbolBar> BarsAsync(IReadOnlyList<string> symbols, Resolution resolution, DateTime after,
        CancellationToken cancellation);

    /// <summary>Quotes as they change, until the caller cancels or there are no more.</summary>
    /// <param name="symbols">What to subscribe to.</param>
    /// <param name="cancellation">Ends the subscription.</param>
    IAsyncEnumerable<SymbolQuote> QuotesAsync(IReadOnlyList<string> symbols, CancellationToken cancellation) => throw Lacks("quotes");

    /// <summary>Trades as they are printed, until the caller cancels or there are no more.</summary>
    /// <inheritdoc cref="QuotesAsync"/>
    IAsyncEnumerable<SymbolTrade> TradesAsync(IReadOnlyList<string> symbols, CancellationToken cancellation) => throw Lacks("trades");

    /// <summary>The book as it changes, until the caller cancels or there are no more.</summary>
    /// <inheritdoc cref="QuotesAsync"/>
    IAsyncEnumerable<Depth> DepthAsync(IReadOnlyList<string> symbols, CancellationToken cancellation) => throw Lacks("depth");

    /// <summary>Past bars, oldest first.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="resolution">How long the bars are.</param>
    /// <param name="from">Bars that start earlier are not wanted, UTC.</param>
    /// <param name="to">Bars that end later are not wanted, UTC.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    Task<IReadOnlyList<Bar>> HistoryAsync(string symbol, Resolution resolution, DateTime from, DateTime to,
        CancellationToken cancellation) => throw Lacks("past bars");

    /// <summary>The latest quote; null when there is none.</summary>
    Task<Quote?> SnapshotAsync(string symbol, CancellationToken cancellation) => throw Lacks("snapshots");

    /// <summary>All instruments.</summary>
    Task<IReadOnlyList<Instrument>> InstrumentsAsync(CancellationToken cancellation) => throw Lacks("a list of instruments");

    private static BrokerException Lacks(string what) => new(BrokerError.NotPermitted, $"This plugin has no {what}.");
}
