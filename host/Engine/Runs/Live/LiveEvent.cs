using StrategyHost.Engine.Venues.Broker;

namespace StrategyHost.Engine.Runs.Live;

/// <summary>Something that happened: bars that have ended, a command of a person, news of the broker, or just that time has passed.</summary>
/// <param name="Time">When, UTC: the end of all its bars. Never before the event before it.</param>
/// <param name="Bars">The bars, or ticks, that ended then, each of another symbol; empty when none did.</param>
/// <param name="Command">What a person wants; null for nothing.</param>
/// <param name="News">What the broker says; null for nothing.</param>
public sealed record LiveEvent(DateTime Time, IReadOnlyList<LiveBar> Bars, SessionCommand? Command = null, BrokerNews? News = null);
