using System.Collections.Concurrent;
using StrategyHost.Engine.Runs.Reloading;
using StrategyHost.Live.Journaling;

namespace StrategyHost.Live.Sessions;

/// <summary>
/// The versions of a session's script: first those that the journal holds, each at the event after which it was taken; then new ones,
/// each kept and written down before it is taken.
/// </summary>
internal sealed class SessionReloads : IReloadSource, IDisposable
{
    private readonly SessionPosition position;
    private readonly string strategy;
    private readonly Queue<RecordedReload> recorded;
    private readonly int recordedEvents;
    private readonly Func<int, DeployedScript> compile;
    private readonly Action<RecordedReload>? write;
    private readonly ConcurrentQueue<(int Number, DeployedScript Script)> waiting = new();
    private DeployedScript running;
    private DeployedScript? taken;

    /// <summary>The versions of a session.</summary>
    /// <param name="position">Where the session is.</param>
    /// <param name="strategy">The strategy's name in the run.</param>
    /// <param name="recorded">The versions that the journal holds.</param>
    /// <param name="recordedEvents">How many events the journal holds: new versions come after them.</param>
    /// <param name="compile">Compiles the version that is kept under a number.</param>
    /// <param name="running">The version that runs at first; it is let go of with the others.</param>
    /// <param name="write">Writes a version down; null in a replay, which has no new ones.</param>
    public SessionReloads(
        SessionPosition position, string strategy, IReadOnlyList<RecordedReload> recorded, int recordedEvents,
        Func<int, DeployedScript> compile, DeployedScript running, Action<RecordedReload>? write)
    {
        this.running = running;
        this.position = position;
        this.strategy = strategy;
        this.recorded = new Queue<RecordedReload>(recorded);
        this.recordedEvents = recordedEvents;
        this.compile = compile;
        this.write = write;
    }

    /// <summary>Adds a new version that is kept under a number. Any thread may.</summary>
    public void Offer(int number, DeployedScript script) => waiting.Enqueue((number, script));

    /// <inheritdoc/>
    public StrategyReload? Take(DateTime time)
    {
        if (recorded.TryPeek(out var known))
        {
            if (known.After > position.Given) return null;
            recorded.Dequeue();
            return Reload(known.Version, compile(known.Number));
        }

        if (position.Given < recordedEvents || !waiting.TryDequeue(out var next)) return null;
        while (waiting.TryDequeue(out var later))
        {
            next.Script.Dispose();
            next = later;
        }

        write?.Invoke(new RecordedReload(position.Given, next.Number, next.Script.Version));
        return Reload(next.Script.Version, next.Script);
    }

    /// <inheritdoc/>
    public void Note(ReloadRecord record)
    {
        if (taken is not { } next) return;
        taken = null;
        if (record.Refusal is null) (running, next) = (next, running);
        next.Dispose();
    }

    /// <summary>Lets go of the versions that are left.</summary>
    public void Dispose()
    {
        taken?.Dispose();
        running.Dispose();
        while (waiting.TryDequeue(out var left)) left.Script.Dispose();
    }

    private StrategyReload Reload(string version, DeployedScript script)
    {
        taken = script;
        return new StrategyReload(strategy, version, script.Create);
    }
}
