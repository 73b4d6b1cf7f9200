namespace StrategyHost.Engine.Supervision;

/// <summary>
/// Remembers the calls of a strategy that failed, so that they fail again, at the same place, whenever the run is handled again: a limit in
/// seconds
/// or bytes would be exceeded elsewhere the next time. A seam: a live session has one, a backtest does not.
/// </summary>
public interface IFaultJournal
{
    /// <summary>Notes that a call is about to be made.</summary>
    /// <param name="call">Its number, from 1: one more than that of the call before.</param>
    /// <returns>How it failed when it was made before; null when it did not, or is made for the first time.</returns>
    HandlerFault? Begin(long call);

    /// <summary>Remembers a call that has failed. It is durable when this returns.</summary>
    void Add(HandlerFault fault);
}
