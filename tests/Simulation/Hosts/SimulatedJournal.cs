using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Journaling;
using StrategyHost.Simulation.Scheduling;

namespace StrategyHost.Simulation.Hosts;

/// <summary>The journal of a session on a disk that fails. What was acknowledged is there for ever; what was not may or may not be.</summary>
/// <param name="start">When the session began, UTC.</param>
/// <param name="broker">What its broker can do.</param>
/// <param name="dice">Draws what goes wrong.</param>
internal sealed class SimulatedJournal(DateTime start, Plugins.TradingCapabilities broker, Dice dice) : ISessionJournal
{
    private readonly List<LiveEvent> events = [];
    private readonly List<Outcome> outcomes = [];
    private SessionSnapshot snapshot = new(0, 0, 0, [], []);

    /// <summary>What goes wrong with the disk.</summary>
    public DiskFaults Faults { get; set; } = DiskFaults.None;

    /// <summary>The process that writes: a dead one writes nothing.</summary>
    public SimulatedProcess? Writer { get; set; }

    /// <inheritdoc/>
    public SessionRecord Session => new(1, start, start, null, snapshot, "") { Broker = broker };

    /// <summary>How many events it holds.</summary>
    public int Count => events.Count;

    /// <inheritdoc/>
    public IEnumerable<LiveEvent> Events()
    {
        int count = events.Count;
        return events.Take(count);
    }

    /// <inheritdoc/>
    public IEnumerable<Outcome> Outcomes()
    {
        int count = outcomes.Count;
        return outcomes.Take(count);
    }

    /// <inheritdoc/>
    public IEnumerable<LiveEvent> LatestEvents()
    {
        for (int i = events.Count - 1; i >= 0; i--) yield return events[i];
    }

    /// <inheritdoc/>
    public void Append(SessionSnapshot now, IReadOnlyList<Outcome> done, IReadOnlyList<LiveEvent> happened)
    {
        if (Writer is { IsDead: true }) return;
        if (dice.Chance(Faults.Full)) throw new JournalException("The disk is full.");
        bool fails = dice.Chance(Faults.FailedSyncs);
        if (fails && dice.Chance(0.5)) throw new JournalException("The sync failed, and nothing is there.");
        events.AddRange(happened);
        outcomes.AddRange(done);
        snapshot = now;
        if (fails) throw new JournalException("The sync failed, and all is there.");
    }
}
