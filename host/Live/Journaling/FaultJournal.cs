using StrategyHost.Engine.Supervision;

namespace StrategyHost.Live.Journaling;

/// <summary>The calls of a session's strategy that failed.</summary>
/// <param name="recorded">Those that the journal holds.</param>
/// <param name="write">Makes a new one durable; null in a replay, which remembers them for itself.</param>
internal sealed class FaultJournal(IEnumerable<HandlerFault> recorded, Action<HandlerFault>? write) : IFaultJournal
{
    private readonly Dictionary<long, HandlerFault> known = recorded.ToDictionary(f => f.Call);

    /// <summary>The number of the latest call that was made.</summary>
    public long Calls { get; private set; }

    /// <inheritdoc/>
    public HandlerFault? Begin(long call)
    {
        Calls = call;
        return known.GetValueOrDefault(call);
    }

    /// <inheritdoc/>
    public void Add(HandlerFault fault)
    {
        known.Add(fault.Call, fault);
        write?.Invoke(fault);
    }
}
