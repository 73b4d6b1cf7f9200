using StrategyHost.Engine.Runs;

namespace StrategyHost.Live.Sessions;

/// <summary>What came of one session.</summary>
/// <param name="Session">Its number.</param>
/// <param name="Result">What came of it, within what was asked for.</param>
/// <param name="Version">What tells the version of the script that it ended with from others.</param>
public sealed record SessionResult(long Session, BacktestResult Result, string Version);
