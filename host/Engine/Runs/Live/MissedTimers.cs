namespace StrategyHost.Engine.Runs.Live;

/// <summary>What becomes of the times of <c>Every</c> and <c>At</c> that passed while a session could not run: while the host was stopped,
/// or stood still.</summary>
public enum MissedTimers
{
    /// <summary>Each handler runs once, for the latest of its times.</summary>
    Once,

    /// <summary>Each handler runs for each of its times.</summary>
    Each,
}
