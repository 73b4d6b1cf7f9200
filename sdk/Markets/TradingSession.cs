namespace StrategyHost;

/// <summary>One trading day of a market.</summary>
/// <param name="Date">The exchange's own date for the session.</param>
/// <param name="Open">When regular trading begins, UTC.</param>
/// <param name="Close">When regular trading ends, UTC. A session holds the instants from <paramref name="Open"/> up to, not including, this
/// one.</param>
public readonly record struct TradingSession(DateOnly Date, DateTime Open, DateTime Close);
