namespace StrategyHost.Engine.Supervision;

/// <summary>
/// Remembers the calls of a strategy that failed, so that they fail again, at the same place, whenever the run is handled again: a limit in
/// seconds
/// or bytes would be exceeded elsewhere the next time. A seam: a live session has one, a backtest does not.
/// </summary>
public interface IFaultJournal
{
    /// <summary>What became of a call; null when it did not fail, or was never made.</summary>
    HandlerFault? Find(long call);

    /// <summary>Remembers a call that has failed. It is durable when this returns.</summary>
    void Add(HandlerFault fault);
}
