using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Supervision;
using StrategyHost.Live.Journaling;
using StrategyHost.Simulation.Scheduling;

namespace StrategyHost.Simulation.Hosts;

/// <summary>The journal of a session on a disk that fails. What was acknowledged is there for ever; what was not may or may not
/// be.</summary>
/// <param name="dice">Draws what goes wrong.</param>
internal abstract class SimulatedJournal(Dice dice) : ISessionJournal, IDisposable
{
    /// <summary>What goes wrong with the disk.</summary>
    public DiskFaults Faults { get; set; } = DiskFaults.None;

    /// <summary>The process that writes: a dead one writes nothing.</summary>
    public SimulatedProcess? Writer { get; set; }

    /// <summary>Whether the process dies in the middle of the next write.</summary>
    public bool DiesInNextWrite { get; set; }

    /// <inheritdoc/>
    public abstract SessionRecord Session { get; }

    /// <summary>How many events it holds.</summary>
    public abstract int Count { get; }

    /// <inheritdoc/>
    public abstract IEnumerable<LiveEvent> Events();

    /// <inheritdoc/>
    public abstract IEnumerable<Outcome> Outcomes();

    /// <inheritdoc/>
    public abstract IEnumerable<LiveEvent> LatestEvents();

    /// <summary>The versions of the script that were taken.</summary>
    public abstract IReadOnlyList<RecordedReload> Reloads();

    /// <summary>The calls of the script that failed.</summary>
    public abstract IReadOnlyList<HandlerFault> FailedCalls();

    /// <inheritdoc/>
    public void Append(SessionSnapshot snapshot, IReadOnlyList<Outcome> outcomes, IReadOnlyList<LiveEvent> events) =>
        Guarded(() => Write(snapshot, outcomes, events));

    /// <summary>Writes down that a version of the script is taken.</summary>
    public void Append(RecordedReload reload) => Guarded(() => Write(reload));

    /// <summary>Writes down that a call of the script has failed.</summary>
    public void Append(HandlerFault fault) => Guarded(() => Write(fault));

    /// <summary>The host starts again: whatever it held in memory of the journal is gone.</summary>
    public virtual void Reopen() => DiesInNextWrite = false;

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>Draws what goes wrong.</summary>
    protected Dice Dice => dice;

    /// <summary>Writes, on a disk that works.</summary>
    protected abstract void Write(SessionSnapshot snapshot, IReadOnlyList<Outcome> outcomes, IReadOnlyList<LiveEvent> events);

    /// <summary>Writes, on a disk that works.</summary>
    protected abstract void Write(RecordedReload reload);

    /// <summary>Writes, on a disk that works.</summary>
    protected abstract void Write(HandlerFault fault);

    /// <summary>Writes, and loses power before the disk has taken all of it.</summary>
    protected abstract void Tear(Action write);

    private void Guarded(Action write)
    {
        if (Writer is { IsDead: true }) return;
        if (DiesInNextWrite && Writer is { } process)
        {
            DiesInNextWrite = false;
            Tear(write);
            process.Kill();
            throw new JournalException("The process has died.");
        }

        if (dice.Chance(Faults.Full)) throw new JournalException("The disk is full.");
        bool fails = dice.Chance(Faults.FailedSyncs);
        if (fails && dice.Chance(0.5)) throw new JournalException("The sync failed, and nothing is there.");
        write();
        if (fails) throw new JournalException("The sync failed, and all is there.");
    }
}
