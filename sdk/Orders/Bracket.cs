namespace StrategyHost;

/// <summary>An entry with its protection. The exits wait until the entry fills, are sized to what it filled, and one ends the
/// other.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="StopLoss">The exit at a loss; on a bar that touches both it goes first.</param>
/// <param name="TakeProfit">The exit at a profit.</param>
public sealed record Bracket(Order Entry, Order StopLoss, Order TakeProfit);
