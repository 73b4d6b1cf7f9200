using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Supervision;
using StrategyHost.Live.Journaling;

namespace StrategyHost.Simulation.Hosts;

/// <summary>A journal that is kept in memory.</summary>
/// <param name="start">When the session began, UTC.</param>
/// <param name="broker">What its broker can do.</param>
/// <param name="dice">Draws what goes wrong.</param>
internal sealed class MemoryJournal(DateTime start, Plugins.TradingCapabilities broker, Dice dice) : SimulatedJournal(dice)
{
    private readonly List<LiveEvent> events = [];
    private readonly List<Outcome> outcomes = [];
    private readonly List<RecordedReload> reloads = [];
    private readonly List<HandlerFault> faults = [];
    private SessionSnapshot snapshot = new(0, 0, 0, [], []);

    /// <inheritdoc/>
    public override SessionRecord Session => new(1, start, start, null, snapshot, "") { Broker = broker };

    /// <inheritdoc/>
    public override int Count => events.Count;

    /// <inheritdoc/>
    public override IEnumerable<LiveEvent> Events() => FirstOf(events, events.Count);

    /// <inheritdoc/>
    public override IEnumerable<Outcome> Outcomes() => FirstOf(outcomes, outcomes.Count);

    /// <inheritdoc/>
    public override IEnumerable<LiveEvent> LatestEvents()
    {
        for (int i = events.Count - 1; i >= 0; i--) yield return events[i];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<RecordedReload> Reloads() => [.. reloads];

    /// <inheritdoc/>
    public override IReadOnlyList<HandlerFault> FailedCalls() => [.. faults];

    /// <inheritdoc/>
    protected override void Write(SessionSnapshot snapshot, IReadOnlyList<Outcome> outcomes, IReadOnlyList<LiveEvent> events)
    {
        this.events.AddRange(events);
        this.outcomes.AddRange(outcomes);
        this.snapshot = snapshot;
    }

    /// <inheritdoc/>
    protected override void Write(RecordedReload reload) => reloads.Add(reload);

    /// <inheritdoc/>
    protected override void Write(HandlerFault fault) => faults.Add(fault);

    /// <summary>All of it is there, or nothing, as in a database.</summary>
    protected override void Tear(Action write)
    {
        if (Dice.Chance(0.5)) write();
    }

    private static IEnumerable<T> FirstOf<T>(List<T> list, int count)
    {
        for (int i = 0; i < count; i++) yield return list[i];
    }
}
