using StrategyHost.Engine.Runs;

namespace StrategyHost.Live.Sessions;

/// <summary>What came of one session.</summary>
/// <param name="Session">Its number.</param>
/// <param name="Result">What came of it, within what was asked for.</param>
public sealed record SessionResult(long Session, BacktestResult Result);
