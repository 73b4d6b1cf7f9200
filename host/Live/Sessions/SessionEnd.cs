using StrategyHost.Engine.Runs;

namespace StrategyHost.Live.Sessions;

/// <summary>How a deployment's session came to an end, or to a rest.</summary>
/// <param name="Session">The session's number.</param>
/// <param name="IsOver">Whether there is nothing more to come; false when it was interrupted.</param>
/// <param name="Recovered">How many events were taken from the journal, from before a restart.</param>
/// <param name="Folder">The session's folder.</param>
/// <param name="Result">What came of it: all of it when it is over, otherwise with the latest orders, fills and round trips.</param>
public sealed record SessionEnd(long Session, bool IsOver, int Recovered, string Folder, BacktestResult Result)
{
    /// <summary>How many orders were made, and how many of them denied.</summary>
    public required (int Made, int Denied) Orders { get; init; }

    /// <summary>How many fills there were.</summary>
    public required int Fills { get; init; }

    /// <summary>Why its strategy was not called any more at the end; null when it was.</summary>
    public string? Fault { get; init; }
}
