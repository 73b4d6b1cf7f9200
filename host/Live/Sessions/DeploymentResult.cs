using StrategyHost.Engine.Runs;

namespace StrategyHost.Live.Sessions;

/// <summary>What has come of a deployment so far.</summary>
/// <param name="Deployment">Its name.</param>
/// <param name="Result">All of it as one run.</param>
/// <param name="Sessions">What came of each session, oldest first.</param>
/// <param name="Remarks">What a reader has to know of it: sessions that are left out, scripts that failed.</param>
public sealed record DeploymentResult(string Deployment, BacktestResult Result, IReadOnlyList<SessionResult> Sessions,
    IReadOnlyList<string> Remarks)
{
    /// <summary>Whether one session alone was asked for: its tables are those of a backtest, to the letter.</summary>
    public bool IsOneSession { get; init; }
}
