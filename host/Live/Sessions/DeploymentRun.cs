using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Feeds;
using StrategyHost.Live.Journaling;

namespace StrategyHost.Live.Sessions;

/// <summary>
/// Runs a deployment: takes up the session that has not ended, or begins a new one. A session's state is a function of its
/// events, which are durable before they are handled. To take it up is to handle them again, and then to go on.
/// </summary>
public sealed class DeploymentRun
{
    /// <summary>How long calls may take at the end of a session: what is not answered by then is asked for when it is taken up.</summary>
    private static readonly TimeSpan LastCalls = TimeSpan.FromSeconds(5);
    private readonly Deployment deployment;
    private readonly DeploymentParts parts;
    private readonly string state;
    private readonly IRunLog log;

    /// <summary>A run of a deployment.</summary>
    /// <param name="deployment">The deployment.</param>
    /// <param name="parts">What it is put together from.</param>
    /// <param name="state">The folder in which all deployments keep their state.</param>
    /// <param name="log">Where lines go.</param>
    public DeploymentRun(Deployment deployment, DeploymentParts parts, string state, IRunLog log)
    {
        this.deployment = deployment;
        this.parts = parts;
        this.state = state;
        this.log = log;
    }

    /// <summary>Runs to the end of the data, or until it is interrupted.</summary>
    /// <param name="isFresh">Whether to begin a new session though one has not ended.</param>
    /// <param name="cancellation">Interrupts it: the next run takes it up again.</param>
    /// <exception cref="DeploymentException">It cannot be started as it is.</exception>
    /// <exception cref="JournalException">Its journal cannot be used, or does not fit what the strategy does.</exception>
    public async Task<SessionEnd> RunAsync(bool isFresh, CancellationToken cancellation)
    {
        var folder = new SessionFolder(state, deployment.Name);
        using var claim = folder.Claim();
        using var journal = new Journal(folder.Journal);
        var unfinished = journal.Sessions().LastOrDefault(s => s.Ended is null);
        if (unfinished is not null && (isFresh || journal.CountEvents(unfinished.Id).Count == 0))
        {
            journal.End(unfinished.Id, Now);
            unfinished = null;
        }

        return unfinished is null ? await BeginAsync(folder, journal, cancellation) : await TakeUpAsync(folder, journal, unfinished, cancellation);
    }

    private DateTime Now => parts.Clock.GetUtcNow().UtcDateTime;

    private async Task<SessionEnd> BeginAsync(SessionFolder folder, Journal journal, CancellationToken cancellation)
    {
        if (!File.Exists(deployment.Script)) throw new DeploymentException($"{deployment.Name}: there is no script {deployment.Script}. Paths count from the folder in which the host is started.");
        var script = parts.Compile(deployment.Script);
        var account = await AccountOf(deployment, cancellation);
        await using var feed = await Feeds(deployment).OpenAsync(OutlineOf(deployment, script), [], account, cancellation);
        if (account is not null) await account.CheckCapitalAsync(deployment.Name, deployment.Settings.Cash, deployment.Settings.Currency, cancellation);
        long next = journal.Sessions().Count + 1;
        folder.Keep(next, script);
        var session = journal.Begin(Now, feed.Start, feed.Markets, deployment.Terms);
        return await GoAsync(folder, journal, session, deployment, script, feed, account, cancellation);
    }

    private async Task<BrokerAccount?> AccountOf(Deployment terms, CancellationToken cancellation)
    {
        if (terms.Account is null) return null;
        var accounts = parts.Accounts ?? throw new DeploymentException($"{terms.Name} is to trade on the account {terms.Account}, and this host has no accounts.");
        return await accounts.OpenAsync(terms.Account, cancellation);
    }

    private async Task<SessionEnd> TakeUpAsync(SessionFolder folder, Journal journal, SessionRecord session, CancellationToken cancellation)
    {
        if (session.Terms != deployment.Terms)
            log.Write(Now, LogLevel.Warning, $"the deployment has been changed since session {session.Id} began: it goes on as it began. Begin a new one with --fresh.");
        var before = DeploymentFile.Parse(deployment.Name, session.Terms);
        var script = parts.Compile(folder.KeptScript(session.Id, before.Script));
        var account = await AccountOf(before, cancellation);
        await using var feed = await Feeds(before).OpenAsync(OutlineOf(before, script), journal.Markets(session.Id), account, cancellation);
        return await GoAsync(folder, journal, session, before, script, feed, account, cancellation);
    }

    private async Task<SessionEnd> GoAsync(
        SessionFolder folder, Journal journal, SessionRecord session, Deployment terms, DeployedScript script, SessionFeed feed, BrokerAccount? account, CancellationToken cancellation)
    {
        var recorded = journal.Events(session.Id);
        string prefix = BrokerSession.PrefixOf(journal.Origin, session.Id);
        var broker = account?.Open(
            terms.Name, prefix, session.Begun, terms.Settings.Cash, OutlineOf(terms, script).Symbols, recorded.Select(e => e.News).OfType<BrokerNews>());
        try
        {
            return Go(folder, journal, session, terms, script, feed, broker, prefix, recorded, cancellation);
        }
        finally
        {
            if (broker is not null) await account!.LeaveAsync(broker, LastCalls);
        }
    }

    private SessionEnd Go(
        SessionFolder folder, Journal journal, SessionRecord session, Deployment terms, DeployedScript script, SessionFeed feed, BrokerSession? broker, string prefix,
        IReadOnlyList<LiveEvent> recorded, CancellationToken cancellation)
    {
        var known = journal.Reloads(session.Id);
        var events = new SessionEvents(journal, session, recorded, feed.Subscribe(LastSeen.Of(session.Start, recorded)), new CommandBox(folder.Path), broker, parts.Clock, parts.OrderPath, new SessionNotices(terms.Name, parts.Notices, parts.Clock));
        using var reloads = new SessionReloads(
            events.Position, terms.Name, known, recorded.Count, number => parts.Compile(folder.KeptScript(session.Id, terms.Script, number)), script, reload => journal.Append(session.Id, reload));
        using var versions = new ScriptVersions(folder, session, terms.Script, script.Version, known, parts, reloads.Offer, problem => log.Write(Now, LogLevel.Error, problem));
        events.CommandTaken = versions.Obey;
        var run = new Backtest(
            terms.Settings, feed.SeriesOf, new SessionLog(log, () => events.IsCatchingUp), reloads: reloads, session: new LiveSession(events, session.Start, events.Look) { Venue = terms.Venue, ClientIdOf = order => BrokerSession.ClientIdOf(prefix, order) });
        var result = run.Run([(terms.Name, script.Create())], null, cancellation);
        events.Finish();
        if (events.IsOver) journal.End(session.Id, Now);
        return new SessionEnd(session.Id, events.IsOver, recorded.Count, folder.Of(session.Id), result);
    }

    private SessionFeeds Feeds(Deployment terms) => new(terms, parts, line => log.Write(Now, LogLevel.Warning, line));

    private static StrategyOutline OutlineOf(Deployment terms, DeployedScript script)
    {
        var outline = StrategyOutline.Of(script.Create(), terms.Settings.Limits, terms.Settings.Parameters);
        return outline.Symbols.Count > 0 ? outline : throw new DeploymentException($"{terms.Script} names no symbol: call OnBar, an indicator or Use with one.");
    }
}
