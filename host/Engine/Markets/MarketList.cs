using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace StrategyHost.Engine.Markets;

/// <summary>The markets of a run, in the order in which the strategy named them.</summary>
public sealed class MarketList : IReadOnlyList<Market>
{
    private readonly Market[] markets;
    private readonly Dictionary<string, Market> bySymbol;
    private (string Symbol, Market Market)? latest;

    /// <summary>A list of these markets, each of a symbol of its own.</summary>
    public MarketList(IEnumerable<Market> markets)
    {
        this.markets = [.. markets];
        bySymbol = this.markets.ToDictionary(m => m.Instrument.Symbol, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public int Count => markets.Length;

    /// <inheritdoc/>
    public Market this[int index] => markets[index];

    /// <summary>The market of a symbol.</summary>
    /// <exception cref="KeyNotFoundException">The run has no such symbol.</exception>
    public Market this[string symbol] => TryFind(symbol, out var market)
        ? market
        : throw new KeyNotFoundException(
            $"This run has no symbol '{symbol}': declare it with OnBar, an indicator or Use, and give data for it.");

    /// <summary>Finds the market of a symbol.</summary>
    public bool TryFind(string symbol, [NotNullWhen(true)] out Market? market)
    {
        // The same order is asked for again and again on its way to its end.
        if (latest is { } again && ReferenceEquals(again.Symbol, symbol))
        {
            market = again.Market;
            return true;
        }

        if (!bySymbol.TryGetValue(symbol, out market)) return false;
        latest = (symbol, market);
        return true;
    }

    /// <inheritdoc/>
    public IEnumerator<Market> GetEnumerator() => ((IEnumerable<Market>)markets).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
