namespace StrategyHost.Plugins;

/// <summary>A printed trade with its symbol.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Trade">The trade.</param>
public readonly record struct SymbolTrade(string Symbol, Trade Trade);
