namespace StrategyHost.Plugins;

/// <summary>A bar with its symbol.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Bar">The bar.</param>
public readonly record struct SymbolBar(string Symbol, Bar Bar);
