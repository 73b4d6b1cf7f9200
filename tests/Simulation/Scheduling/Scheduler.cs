namespace StrategyHost.Simulation.Scheduling;

/// <summary>
/// Virtual time and everything that happens in it, on one thread: first whatever can run now, in the order in which it was posted, then
/// time goes on to the next appointment. With the same seed the same things happen in the same order.
/// </summary>
internal sealed class Scheduler
{
    private const int MostStepsOfInstant = 1_000_000;
    private static readonly SendOrPostCallback RunAction = static action => ((Action)action!)();
    private readonly AppointmentHeap appointments = new();
    private readonly Queue<WorkItem> ready = new(64);
    private readonly int thread = Environment.CurrentManagedThreadId;
    private long now = new DateTime(2024, 1, 2, 0, 0, 0, DateTimeKind.Utc).Ticks;
    private long appointed;
    private int stepsOfInstant;
    private volatile string? hop;

    /// <summary>The true time, UTC. A process may have another: see <see cref="SimulatedProcess.ClockOffset"/>.</summary>
    public DateTime Now => new(now, DateTimeKind.Utc);

    /// <summary>How many things have run.</summary>
    public long Steps { get; private set; }

    /// <summary>Whether nothing runs any more: somebody has seen enough.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>What has happened.</summary>
    public Trace Trace { get; } = new();

    /// <summary>Runs an event of the world at an instant; at once when that has passed.</summary>
    public void At(DateTime time, Action action) => Add(new Appointment(Math.Max(now, time.Ticks), ++appointed, null, 0, action));

    /// <summary>Runs an event of the world after a span.</summary>
    public void After(TimeSpan delay, Action action) => At(new DateTime(now + delay.Ticks, DateTimeKind.Utc), action);

    /// <summary>Runs an event of the world after what can run now.</summary>
    public void Post(Action action) => Post(new WorkItem(null, RunAction, action));

    /// <summary>Lets time go on to an instant.</summary>
    /// <exception cref="ThreadHopException">Something ran on another thread.</exception>
    public void Run(DateTime until)
    {
        var before = SynchronizationContext.Current;
        try
        {
            SynchronizationContext.SetSynchronizationContext(null);
            while (!IsStopped && Step(until.Ticks)) Steps++;
            if (!IsStopped) MoveTo(until.Ticks);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>Runs nothing more.</summary>
    public void Stop() => IsStopped = true;

    /// <summary>Writes what has happened into the trace. Ask <see cref="Trace.IsKept"/> before the text is made.</summary>
    public void Note(string actor, string text) => Trace.Add(Now, actor, text);

    internal long Ticks => now;

    internal void Post(in WorkItem item)
    {
        if (IsHere("a continuation")) ready.Enqueue(item);
    }

    /// <summary>Makes an appointment for a timer.</summary>
    internal void Add(VirtualTimer timer, int version, long due)
    {
        if (IsHere("a timer")) Add(new Appointment(due, ++appointed, timer, version, null));
    }

    /// <summary>Whether this is the simulation's thread. What comes from another comes at any time, and no seed would repeat.</summary>
    internal bool IsHere(string what)
    {
        if (Environment.CurrentManagedThreadId == thread) return true;
        hop ??= $"{what} came from another thread:{Environment.NewLine}{Environment.StackTrace}";
        return false;
    }

    private void Add(in Appointment appointment) => appointments.Add(in appointment);

    private void MoveTo(long time)
    {
        if (time > now) (now, stepsOfInstant) = (time, 0);
    }

    private bool Step(long until)
    {
        if (hop is { } told) throw new ThreadHopException(told);
        if (++stepsOfInstant > MostStepsOfInstant)
            throw new InvalidOperationException(
                $"At {Now:HH:mm:ss.fff} a million things ran: time does not go on, since a retry has no delay.");
        if (ready.TryDequeue(out var item))
        {
            if (item.Process is { } process) process.Execute(in item);
            else item.Callback(item.State);
            return true;
        }

        if (appointments.Count == 0 || appointments.FirstDue > until) return false;
        var due = appointments.Take();
        MoveTo(due.Due);
        if (due.Action is { } action) action();
        else due.Timer!.Fire(due.Version, due.Due);
        return true;
    }
}
