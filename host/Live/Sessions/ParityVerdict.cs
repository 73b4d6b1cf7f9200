namespace StrategyHost.Live.Sessions;

/// <summary>How near a session was to a backtest of the same hours.</summary>
/// <param name="Session">The session's number.</param>
/// <param name="Orders">How many orders both made.</param>
/// <param name="SessionEquity">Equity at the end of the session.</param>
/// <param name="BacktestEquity">Equity at the end of the backtest.</param>
/// <param name="Differences">What was different, in the order of the session.</param>
public sealed record ParityVerdict(long Session, int Orders, double SessionEquity, double BacktestEquity,
    IReadOnlyList<ParityDifference> Differences);
