using StrategyHost.Engine.Venues.Broker;

namespace StrategyHost.Engine.Runs.Live;

/// <summary>Something that happened: bars that have ended, a command of a person, a report of the broker, or just that time has
/// passed.</summary>
/// <param name="Time">When, UTC: the end of all its bars. Never before the event before it.</param>
/// <param name="Bars">The bars, or ticks, that ended then, each of another symbol; empty when none did.</param>
/// <param name="Command">What a person wants; null for nothing.</param>
/// <param name="Broker">What the broker says; null for nothing.</param>
public sealed record LiveEvent(DateTime Time, IReadOnlyList<LiveBar> Bars, SessionCommand? Command = null, BrokerEvent? Broker = null)
{
    /// <summary>When it came to the host, UTC: how old prices are is measured at it; null where that does not matter.</summary>
    public DateTime? Received { get; init; }

    /// <summary>Whether it says that time has passed, and nothing else: the handlers of times up to it run.</summary>
    public bool IsTime => Bars.Count == 0 && Command is null && Broker is null;

    /// <summary>Until when a command holds, UTC; null for as long as no other ends it.</summary>
    public DateTime? Until { get; init; }
}
