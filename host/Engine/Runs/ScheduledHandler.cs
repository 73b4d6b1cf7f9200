namespace StrategyHost.Engine.Runs;

/// <summary>A handler that runs at times of its own, and when it is due next.</summary>
internal sealed class ScheduledHandler(string name, Action handler, Func<DateTime, DateTime?> nextAfter, bool runsAtStart)
{
    public string Name { get; } = name;

    public Action Handler { get; } = handler;

    /// <summary>When it is due, in UTC ticks; <see cref="long.MaxValue"/> for never.</summary>
    public long Due { get; private set; }

    /// <summary>Whether a due time at the very start of a run counts.</summary>
    public bool RunsAtStart { get; } = runsAtStart;

    /// <summary>Waits for the first due time after an instant.</summary>
    public void WaitAfter(DateTime utc) => Due = nextAfter(utc)?.Ticks ?? long.MaxValue;

    /// <summary>The latest of its due times that have come by an instant and have not run, in UTC ticks; null for none.</summary>
    public long? LatestDue(long time)
    {
        if (Due > time) return null;
        long latest = Due;
        while (nextAfter(new DateTime(latest, DateTimeKind.Utc)) is { } next && next.Ticks <= time) latest = next.Ticks;
        return latest;
    }

    /// <summary>Leaves out the due times that have come by an instant, but the latest.</summary>
    public void Merge(long time) => Due = LatestDue(time) ?? Due;
}
