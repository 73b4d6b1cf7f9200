namespace StrategyHost.Simulation.Scheduling;

/// <summary>
/// One incarnation of a host: everything that its code awaits comes back through its <see cref="Context"/> and its <see cref="Time"/>. When
/// it is killed, nothing of it ever runs again, as after <c>kill -9</c>: no catch, no finally. While it is paused, everything waits.
/// </summary>
internal sealed class SimulatedProcess
{
    private readonly Queue<WorkItem> held = new();
    private int fuse;

    /// <summary>A process that has just begun, and runs nothing yet.</summary>
    /// <param name="scheduler">The world.</param>
    /// <param name="name">Its name in the trace.</param>
    /// <param name="number">Its number among the incarnations of its host.</param>
    public SimulatedProcess(Scheduler scheduler, string name, int number = 1)
    {
        Number = number;
        Scheduler = scheduler;
        Name = name;
        Context = new SimulationContext(this);
        Time = new VirtualTime(this);
    }

    /// <summary>The world.</summary>
    public Scheduler Scheduler { get; }

    /// <summary>Its name in the trace.</summary>
    public string Name { get; }

    /// <summary>Its number among the incarnations of its host, from 1.</summary>
    public int Number { get; }

    /// <summary>Where its continuations go.</summary>
    public SimulationContext Context { get; }

    /// <summary>Its clock and timers.</summary>
    public VirtualTime Time { get; }

    /// <summary>How far its wall clock is ahead of the true time. Timers and timestamps do not follow it, as a machine's do not.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>Whether it was killed. What runs to its next await after that must have no effect: see the disk and the network.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Whether it is paused.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>Is told once when it is killed.</summary>
    public Action? Died { get; set; }

    /// <summary>How many of its continuations and timers have run.</summary>
    public long Steps { get; private set; }

    /// <summary>Runs something as the process, after what can run now.</summary>
    public void Start(Action main) => Context.Post(static action => ((Action)action!)(), main);

    /// <summary>Ends it at once.</summary>
    public void Kill()
    {
        if (IsDead) return;
        IsDead = true;
        held.Clear();
        if (Scheduler.Trace.IsKept) Scheduler.Note(Name, "is killed");
        Died?.Invoke();
    }

    /// <summary>Kills it when so many more of its continuations and timers have run: a death between any two steps.</summary>
    public void KillAfter(int steps) => fuse = Math.Max(1, steps + 1);

    /// <summary>Holds everything, as <c>kill -STOP</c> does. What comes meanwhile waits.</summary>
    public void Pause() => IsPaused = true;

    /// <summary>Lets it go on, with what waited first.</summary>
    public void Continue()
    {
        IsPaused = false;
        while (held.TryDequeue(out var item)) Scheduler.Post(in item);
    }

    internal void Execute(in WorkItem item)
    {
        if (IsDead) return;
        if (IsPaused)
        {
            held.Enqueue(item);
            return;
        }

        if (fuse > 0 && --fuse == 0)
        {
            Kill();
            return;
        }

        Steps++;
        SynchronizationContext.SetSynchronizationContext(Context);
        try
        {
            item.Callback(item.State);
        }
        catch (Exception) when (IsDead)
        {
            // It died on the way to its next await: nobody is there to see what it threw.
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }
    }
}
