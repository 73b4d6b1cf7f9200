namespace StrategyHost.Plugins;

/// <summary>All new terms of an order, those that stay included.</summary>
/// <param name="Quantity">The whole quantity, what has been filled included.</param>
/// <param name="LimitPrice">The worst price to accept; null for types without a limit.</param>
/// <param name="StopPrice">The price that triggers it; null for types without a stop.</param>
public sealed record OrderChange(decimal Quantity, decimal? LimitPrice, decimal? StopPrice);
