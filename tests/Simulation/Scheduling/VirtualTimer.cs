namespace StrategyHost.Simulation.Scheduling;

/// <summary>A timer of a process: it does not fire when that is dead, and fires later, and once, when it is paused.</summary>
internal sealed class VirtualTimer(SimulatedProcess process, TimerCallback callback, object? state) : ITimer
{
    private static readonly SendOrPostCallback Run = static timer => ((VirtualTimer)timer!).Call();
    private TimeSpan period;
    private int version;
    private bool isDisposed;
    private bool isHeld;

    /// <inheritdoc/>
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (isDisposed) return false;
        version++;
        this.period = period;
        if (dueTime >= TimeSpan.Zero && !process.IsDead) process.Scheduler.Add(this, version, process.Scheduler.Ticks + dueTime.Ticks);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        isDisposed = true;
        version++;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    /// <summary>Is due, for one of its settings.</summary>
    internal void Fire(int setting, long due)
    {
        if (setting != version || process.IsDead) return;
        if (period > TimeSpan.Zero) process.Scheduler.Add(this, version, due + period.Ticks);
        if (process.IsPaused && isHeld) return;
        isHeld = process.IsPaused;
        process.Execute(new WorkItem(process, Run, this));
    }

    private void Call()
    {
        isHeld = false;
        if (!isDisposed) callback(state);
    }
}
