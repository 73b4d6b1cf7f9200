using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Feeds;
using StrategyHost.Live.Journaling;

namespace StrategyHost.Live.Sessions;

/// <summary>Handles the events of a recorded session again, and compares what the strategy does with what it did.</summary>
public static class SessionReplay
{
    /// <summary>Replays a session.</summary>
    /// <param name="deployment">The deployment's name.</param>
    /// <param name="state">The folder in which all deployments keep their state.</param>
    /// <param name="wanted">The session's number; null for the latest.</param>
    /// <param name="parts">What it is put together from.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="DeploymentException">There is no such session.</exception>
    public static async Task<ReplayVerdict> RunAsync(string deployment, string state, long? wanted, DeploymentParts parts, CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(state, deployment, "journal.db"))) throw new DeploymentException($"There is no journal of {deployment} in {state}: run it with 'strategyhost live' first.");
        var folder = new SessionFolder(state, deployment);
        using var journal = new Journal(folder.Journal);
        var session = journal.Sessions().LastOrDefault(s => wanted is null || s.Id == wanted)
            ?? throw new DeploymentException($"{deployment} has no session {wanted}: it has {journal.Sessions().Count}.");
        var terms = DeploymentFile.Parse(deployment, session.Terms);
        DeployedScript Script(int number) => parts.Compile(folder.KeptScript(session.Id, terms.Script, number));
        string prefix = BrokerSession.PrefixOf(journal.Origin, session.Id);
        var position = new SessionPosition();
        var events = new RecordedEvents(journal.Events(session.Id), position);
        var first = Script(0);
        using var reloads = new SessionReloads(position, terms.Name, journal.Reloads(session.Id), events.Count, Script, first, write: null);
        var symbols = StrategyOutline.Of(first.Create(), terms.Settings.Limits, terms.Settings.Parameters).Symbols;
        await using var feed = new SessionFeeds(terms, parts, _ => { }).OfRecording(symbols, journal.Markets(session.Id));
        var run = new Backtest(terms.Settings, feed.SeriesOf, new SilentLog(), reloads: reloads, session: new LiveSession(events, session.Start, _ => position.Look())
        {
            Venue = terms.Venue,
            ClientIdOf = order => BrokerSession.ClientIdOf(prefix, order),
        });
        var result = run.Run([(terms.Name, first.Create())], null, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return ReplayVerdict.Of(session.Id, events.Count, journal.Outcomes(session.Id), result);
    }

    private sealed class RecordedEvents(IReadOnlyList<LiveEvent> events, SessionPosition position) : ILiveEvents
    {
        public int Count => events.Count;

        public LiveEvent? Next(CancellationToken cancellation)
        {
            if (position.Given == events.Count) return null;
            position.Give();
            return events[position.Given - 1];
        }
    }
}
