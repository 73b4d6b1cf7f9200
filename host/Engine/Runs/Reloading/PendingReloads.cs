using System.Collections.Concurrent;

namespace StrategyHost.Engine.Runs.Reloading;

/// <summary>New versions that wait for the next gap between two events. Other threads may add to it; of several versions of a strategy, the
/// last counts.</summary>
public sealed class PendingReloads : IReloadSource
{
    private readonly ConcurrentQueue<StrategyReload> waiting = new();
    private readonly ConcurrentDictionary<string, (StrategyReload? Now, StrategyReload? Before)> versions = new(StringComparer.Ordinal);
    private StrategyReload? taken;

    /// <summary>Is raised on the run's thread for each version that was taken.</summary>
    public event Action<ReloadRecord>? Noted;

    /// <summary>A queue for strategies that run already.</summary>
    /// <param name="running">What they run now, so that one can come back to it.</param>
    public PendingReloads(params IEnumerable<StrategyReload> running)
    {
        foreach (var version in running) versions[version.Strategy] = (version, null);
    }

    /// <summary>Adds a new version.</summary>
    public void Offer(StrategyReload reload) => waiting.Enqueue(reload);

    /// <summary>Brings back the version before the one that runs; false when there is none.</summary>
    public bool Rollback(string strategy)
    {
        if (!versions.TryGetValue(strategy, out var known) || known.Before is not { } before) return false;
        waiting.Enqueue(before);
        return true;
    }

    /// <inheritdoc/>
    public StrategyReload? Take(DateTime time)
    {
        if (!waiting.TryDequeue(out var next)) return null;
        while (waiting.TryPeek(out var later) && later.Strategy == next.Strategy && waiting.TryDequeue(out var last)) next = last;
        taken = next;
        return next;
    }

    /// <inheritdoc/>
    public void Note(ReloadRecord record)
    {
        if (record.Refusal is null && taken is { } now)
            versions.AddOrUpdate(record.Strategy, (now, null), (_, known) => (now, known.Now));
        Noted?.Invoke(record);
    }
}
