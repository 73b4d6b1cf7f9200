namespace StrategyHost;

/// <summary>One trade printed by a market. A strategy's own executions are fills, not trades.</summary>
/// <param name="Time">When it was printed, UTC.</param>
/// <param name="Price">The price at which it was done.</param>
/// <param name="Size">The quantity that changed hands.</param>
public readonly record struct Trade(DateTime Time, double Price, double Size);
