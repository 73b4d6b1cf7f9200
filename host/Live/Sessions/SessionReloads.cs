using System.Collections.Concurrent;
using StrategyHost.Engine.Runs.Reloading;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Journaling;

namespace StrategyHost.Live.Sessions;

/// <summary>
/// The versions of a session's script, and the terms that it is run on: first those that the journal holds, each at the event after which
/// it was taken; then new ones, each kept and written down before it is taken. Of several that wait, the latest counts.
/// </summary>
internal sealed class SessionReloads : IReloadSource, IDisposable
{
    private readonly SessionPosition position;
    private readonly Queue<RecordedReload> recorded;
    private readonly int recordedEvents;
    private readonly Func<int, DeployedScript> compile;
    private readonly ConcurrentQueue<Version> waiting = new();
    private Deployment terms;
    private Version running;
    private (Version Version, Deployment Terms)? taken;
    private string? waitingTerms;

    /// <summary>The versions of a session.</summary>
    /// <param name="position">Where the session is.</param>
    /// <param name="terms">The deployment as it was when the session began; its name is the strategy's in the run.</param>
    /// <param name="recorded">The versions that the journal holds.</param>
    /// <param name="compile">Compiles the version that is kept under a number.</param>
    /// <param name="first">The version that runs at first; it is let go of with the others.</param>
    public SessionReloads(SessionPosition position, Deployment terms, RecordedReloads recorded, Func<int, DeployedScript> compile,
        DeployedScript first)
    {
        this.position = position;
        this.terms = terms;
        this.recorded = new Queue<RecordedReload>(recorded.Taken);
        recordedEvents = recorded.Events;
        this.compile = compile;
        running = new Version(0, first);
    }

    /// <summary>Writes a version down; null in a replay, which has no new ones.</summary>
    public Action<RecordedReload>? Write { get; init; }

    /// <summary>The terms that the session is run on, as the text of a deployment's file.</summary>
    public string Terms => terms.Terms;

    /// <summary>Adds a new version that is kept under a number. Any thread may.</summary>
    public void Offer(int number, DeployedScript script) => waiting.Enqueue(new Version(number, script));

    /// <summary>Adds new terms, for the version that runs then. The session's own thread may, between two events.</summary>
    /// <param name="text">The text of a deployment's file.</param>
    public void Offer(string text) => waitingTerms = text;

    /// <inheritdoc/>
    public StrategyReload? Take(DateTime time)
    {
        if (recorded.TryPeek(out var known))
        {
            if (known.After > position.Given) return null;
            recorded.Dequeue();
            return Reload(new Version(known.Number, compile(known.Number)) { Name = known.Version }, known.Terms);
        }

        if (position.Given < recordedEvents) return null;
        var next = Newest();
        if (next is null && waitingTerms is null) return null;
        next ??= running;
        Write?.Invoke(new RecordedReload(position.Given, next.Number, next.Name) { Terms = waitingTerms });
        string? text = waitingTerms;
        waitingTerms = null;
        return Reload(next, text);
    }

    /// <inheritdoc/>
    public void Note(ReloadRecord record)
    {
        if (taken is not { } next) return;
        taken = null;
        var before = running;
        if (record.Refusal is null) (running, terms) = next;
        var left = record.Refusal is null ? before : next.Version;
        if (left.Script != running.Script) left.Script.Dispose();
    }

    /// <summary>Lets go of the versions that are left.</summary>
    public void Dispose()
    {
        if (taken is { } left && left.Version.Script != running.Script) left.Version.Script.Dispose();
        running.Script.Dispose();
        while (waiting.TryDequeue(out var version)) version.Script.Dispose();
    }

    /// <summary>Takes the newest version that waits, and lets go of those before it; null where none waits.</summary>
    private Version? Newest()
    {
        if (!waiting.TryDequeue(out var next)) return null;
        while (waiting.TryDequeue(out var later))
        {
            next.Script.Dispose();
            next = later;
        }

        return next;
    }

    private StrategyReload Reload(Version version, string? text)
    {
        var next = text is null ? terms : DeploymentFile.Parse(terms.Name, text);
        taken = (version, next);
        return new StrategyReload(terms.Name, version.Name, version.Script.Create)
        {
            Terms = text is null ? null : SessionTerms.RunTermsOf(terms.Terms, next)
        };
    }

    private sealed record Version(int Number, DeployedScript Script)
    {
        public string Name { get; init; } = Script.Version;
    }
}
