using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Feeds;
using StrategyHost.Live.Journaling;

namespace StrategyHost.Live.Sessions;

/// <summary>A session as its journal and its kept scripts hold it, to be handled again.</summary>
internal sealed class Recording : IDisposable
{
    private readonly SessionFolder folder;
    private readonly Journal journal;
    private readonly Deployment terms;
    private readonly DeploymentParts parts;

    /// <summary>Opens the recording of a session.</summary>
    /// <param name="deployment">The deployment's name.</param>
    /// <param name="state">The folder in which all deployments keep their state.</param>
    /// <param name="wanted">The session's number; null for the latest.</param>
    /// <param name="parts">What it is put together from.</param>
    /// <exception cref="DeploymentException">There is no such session.</exception>
    public Recording(string deployment, string state, long? wanted, DeploymentParts parts)
    {
        if (!File.Exists(Path.Combine(state, deployment, "journal.db"))) throw new DeploymentException($"There is no journal of {deployment} in {state}: run it with 'strategyhost live' first.");
        this.parts = parts;
        folder = new SessionFolder(state, deployment);
        journal = new Journal(folder.Journal);
        try
        {
            Session = journal.Sessions().LastOrDefault(s => wanted is null || s.Id == wanted)
                ?? throw new DeploymentException($"{deployment} has no session {wanted}: it has {journal.Sessions().Count}.");
            terms = DeploymentFile.Parse(deployment, Session.Terms);
            Events = journal.Events(Session.Id);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>The session.</summary>
    public SessionRecord Session { get; }

    /// <summary>What happened in it.</summary>
    public IReadOnlyList<LiveEvent> Events { get; }

    /// <summary>What it did.</summary>
    public IReadOnlyList<Outcome> Outcomes => journal.Outcomes(Session.Id);

    /// <summary>Handles the events again, as they were.</summary>
    public Task<BacktestResult> RunAsync(CancellationToken cancellation) => RunAsync(terms.Venue, Events, cancellation);

    /// <summary>Handles the events again with the simulated venue in the place of the broker.</summary>
    public Task<BacktestResult> RunOnPaperAsync(CancellationToken cancellation) => RunAsync(SessionVenue.Paper, [.. Events.Select(e => e with { News = null })], cancellation);

    public void Dispose() => journal.Dispose();

    private async Task<BacktestResult> RunAsync(SessionVenue venue, IReadOnlyList<LiveEvent> happened, CancellationToken cancellation)
    {
        DeployedScript Script(int number) => parts.Compile(folder.KeptScript(Session.Id, terms.Script, number));
        string prefix = BrokerSession.PrefixOf(journal.Origin, Session.Id);
        var position = new SessionPosition();
        var events = new RecordedEvents(happened, position);
        var first = Script(0);
        using var reloads = new SessionReloads(position, terms.Name, journal.Reloads(Session.Id), happened.Count, Script, first, write: null);
        var symbols = StrategyOutline.Of(first.Create(), terms.Settings.Limits, terms.Settings.Parameters).Symbols;
        await using var feed = new SessionFeeds(terms, parts, _ => { }).OfRecording(symbols, journal.Markets(Session.Id));
        var run = new Backtest(terms.Settings, feed.SeriesOf, new SilentLog(), reloads: reloads, session: new LiveSession(events, Session.Start, _ => position.Look())
        {
            Venue = venue,
            ClientIdOf = order => BrokerSession.ClientIdOf(prefix, order),
        });
        var result = run.Run([(terms.Name, first.Create())], null, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return result;
    }

    private sealed class RecordedEvents(IReadOnlyList<LiveEvent> events, SessionPosition position) : ILiveEvents
    {
        public LiveEvent? Next(CancellationToken cancellation)
        {
            if (position.Given == events.Count) return null;
            position.Give();
            return events[position.Given - 1];
        }
    }
}
