using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Journaling;

namespace StrategyHost.Live.Sessions;

/// <summary>
/// The loop of a session. First what the journal holds from before a restart is handled again, and must lead to the same; then, again and
/// again:
/// take what has happened, make it durable, handle it, send what came of it. A step never waits: whoever runs it does, until
/// something has happened.
/// </summary>
internal sealed class SessionLoop : IDisposable
{
    /// <summary>While more events wait already, what is wanted of the broker is made durable together, and none waits longer for the others
    /// than this.</summary>
    private static readonly TimeSpan LongestGroup = TimeSpan.FromMilliseconds(0.5);
    private readonly LiveRun run;
    private readonly EventJournal events;
    private readonly ReplayGuard guard;
    private readonly OrderOutbox? outbox;
    private readonly SessionPosition position;
    private readonly SessionWatch watch;
    private readonly IEnumerator<LiveEvent> recorded;
    private readonly int handledBefore;
    private readonly IReadOnlyList<SessionCommand> afterCatchUp;
    private bool isCatchingUp = true;

    /// <summary>The loop of a session.</summary>
    /// <param name="run">The run that handles events.</param>
    /// <param name="events">Where events come from.</param>
    /// <param name="guard">Sees to it that what was decided is decided again.</param>
    /// <param name="broker">The session at its account; null where orders do not go to a broker.</param>
    /// <param name="parts">What goes with it.</param>
    public SessionLoop(LiveRun run, EventJournal events, ReplayGuard guard, BrokerSession? broker, SessionLoopParts parts)
    {
        this.run = run;
        this.events = events;
        this.guard = guard;
        Broker = broker;
        outbox = broker is null ? null : new OrderOutbox(broker, parts.Clock);
        position = parts.Position;
        watch = parts.Watch;
        handledBefore = parts.HandledBefore;
        recorded = parts.Recorded.GetEnumerator();
        afterCatchUp = parts.AfterCatchUp;
    }

    /// <summary>The session at its account; null where orders do not go to a broker.</summary>
    public BrokerSession? Broker { get; }

    /// <summary>Whether all that happened before a restart has been handled again.</summary>
    public bool HasCaughtUp => !isCatchingUp;

    /// <summary>Whether there is nothing more to come.</summary>
    public bool IsOver { get; private set; }

    /// <summary>How long it is until there is something to do by itself; null when somebody tells.</summary>
    public TimeSpan? DueIn => isCatchingUp ? TimeSpan.Zero : events.DueIn(run.View);

    /// <summary>Whether an event is being handled that was handled before a restart: nobody is told of it again.</summary>
    public bool IsOld => position.Given <= handledBefore && handledBefore > 0;

    /// <summary>Begins: the strategy declares, and is told of the start.</summary>
    /// <exception cref="JournalException">It does not do again what it did.</exception>
    public void Begin()
    {
        run.Supervisor.IsReplaying = IsOld;
        run.Begin();
        AfterEvent(null);
    }

    /// <summary>Does what can be done without waiting. When it is interrupted, events that are durable and not handled yet are handled when
    /// the session is taken up.</summary>
    /// <param name="cancellation">Interrupts it between two events.</param>
    /// <returns>Whether anything was done, or more may be done at once.</returns>
    /// <exception cref="JournalException">The journal cannot be written, or the strategy does not do again what it did.</exception>
    public bool Step(CancellationToken cancellation)
    {
        if (isCatchingUp) return CatchUp();

        // 1. Take what has happened.
        var taken = events.Gather(run.View);
        IsOver = taken.Count == 0 && events.IsOver;
        if (taken.Count == 0 && !guard.HasUnwritten && outbox is not { HasUnsent: true } && !IsOver) return false;

        // 2. Make it durable, with what was done up to now.
        if (taken.Count > 0 || guard.HasUnwritten) events.Append(Snapshot, guard.TakeUnwritten(), taken);
        watch.Durable(taken, events.Commands);

        // 3. Handle it.
        foreach (var happened in taken)
        {
            if (cancellation.IsCancellationRequested) break;
            Handle(happened);
            if (outbox?.Waited >= LongestGroup) Flush();
        }

        // 4. Send what came of it.
        Flush();
        return taken.Count > 0;
    }

    /// <summary>The host itself commands a session that has caught up.</summary>
    public void Command(SessionCommand command)
    {
        Give(command);
        Flush();
    }

    /// <summary>Writes down what has not been yet, sends what has not been sent, and, where nothing more is to come, tells the strategy of
    /// the end.</summary>
    public void Finish()
    {
        if (isCatchingUp) return;
        if (IsOver) run.End();
        Flush();
        events.Append(Snapshot, guard.TakeUnwritten(), []);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        recorded.Dispose();
        guard.Dispose();
    }

    private SessionSnapshot Snapshot => SessionSnapshot.Of(position.Given, run.View);

    private bool CatchUp()
    {
        if (recorded.MoveNext())
        {
            events.Latest = recorded.Current.Time;
            Handle(recorded.Current);
            return true;
        }

        isCatchingUp = false;
        guard.CompareEnd();
        guard.Check();
        outbox?.Join();
        foreach (var command in afterCatchUp) Give(command);
        if (run.View.Fault is not null) Give(SessionCommand.Reload);
        Flush();
        return true;
    }

    /// <summary>The host itself commands: it is an event like others.</summary>
    private void Give(SessionCommand command)
    {
        var happened = new LiveEvent(events.Latest, [], command);
        events.Append(Snapshot, guard.TakeUnwritten(), [happened]);
        watch.CommandTaken?.Invoke(command);
        Handle(happened);
    }

    private void Handle(LiveEvent happened)
    {
        position.Give();
        run.Supervisor.IsReplaying = IsOld;
        guard.Time = happened.Received ?? default;
        if (happened.Broker is not null) watch.Handling();
        if (isCatchingUp && happened.Broker is OrderReport { Order: { ClientId: { } id } order } && !OrderLife.IsOpen(order.Status))
            outbox?.Forget(id);
        if (isCatchingUp && happened.Broker is { } said) Broker?.Recall(said);
        run.Handle(happened);
        AfterEvent(happened);
    }

    private void AfterEvent(LiveEvent? happened)
    {
        guard.Check();
        foreach (var command in run.View.TakeCommands())
        {
            var (made, isRecorded) = guard.Wanted(command);
            if (isRecorded) outbox!.Recall(command, made);
            else outbox!.Add(command, made);
            if (!isRecorded) watch.Made(command);
        }

        if (!IsOld) Broker?.Mark(run.View.Account.Portfolio);
        watch.Look(run.View, happened, IsOld);
    }

    private void Flush()
    {
        if (outbox is not { HasUnsent: true }) return;
        if (guard.HasUnwritten) events.Append(Snapshot, guard.TakeUnwritten(), []);
        foreach (var command in outbox.Flush()) watch.Sent(command);
    }
}
