namespace StrategyHost;

/// <summary>What fills change of a position, kept to be shown again.</summary>
/// <param name="Quantity">Units held, negative for short.</param>
/// <param name="AveragePrice">The mean entry price; 0 when flat.</param>
/// <param name="RealizedProfit">Profit of what has been closed.</param>
internal readonly record struct PositionState(decimal Quantity, decimal AveragePrice, decimal RealizedProfit);
