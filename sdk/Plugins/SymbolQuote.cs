namespace StrategyHost.Plugins;

/// <summary>A quote with its symbol.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Quote">The quote.</param>
public readonly record struct SymbolQuote(string Symbol, Quote Quote);
