using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Supervision;
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

    /// <summary>Opens the recording of a session; all of its orders, fills and round trips are in what comes of it.</summary>
    /// <param name="deployment">The deployment's name.</param>
    /// <param name="state">The folder in which all deployments keep their state.</param>
    /// <param name="wanted">The session's number; null for the latest.</param>
    /// <param name="parts">What it is put together from.</param>
    /// <param name="path">The journal, where it is not that of the deployment's state; null where it is.</param>
    /// <exception cref="DeploymentException">There is no such session.</exception>
    public Recording(string deployment, string state, long? wanted, DeploymentParts parts, string? path = null)
    {
        if (!File.Exists(path ?? Path.Combine(state, deployment, "journal.db")))
            throw new DeploymentException($"There is no journal of {deployment} in {state}: run it with 'strategyhost live' first.");
        this.parts = parts;
        folder = new SessionFolder(state, deployment);
        journal = Journal.OpenToRead(path ?? folder.Journal);
        try
        {
            Session = journal.Sessions().LastOrDefault(s => wanted is null || s.Id == wanted)
                ?? throw new DeploymentException($"{deployment} has no session {wanted}: it has {journal.Sessions().Count}.");
            if (!Session.IsReadable)
                throw new DeploymentException(
                    $"Session {Session.Id} of {deployment} was written by an older version of the host, and cannot be handled again by "
                        + $"this one.");
            terms = Session.DeploymentOf(deployment);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>The session.</summary>
    public SessionRecord Session { get; }

    /// <summary>What happened in it, oldest first; read as it is wanted.</summary>
    public IEnumerable<LiveEvent> Events => journal.Events(Session.Id);

    /// <summary>Handles the events again, as they were, and compares what is decided with what was.</summary>
    /// <returns>What came of it, and what differs first.</returns>
    public async Task<ReplayVerdict> ReplayAsync(CancellationToken cancellation)
    {
        // What was done is read first: a session that still runs may do more meanwhile, and that is then no difference.
        var outcomes = journal.Outcomes(Session.Id);
        using var guard = new ReplayGuard(outcomes);
        var (events, result) = await RunAsync(new SessionPlace(folder, journal, Session, terms).Settings(guard, writesFaults: false),
            Events, guard, cancellation);
        return new ReplayVerdict(Session.Id, events, result.Orders.Count, result.Fills.Count, guard.Difference);
    }

    /// <summary>Handles the events again, as far as what is decided on them is what was.</summary>
    /// <param name="hasAllOutcomes">Whether the journal holds all that was decided: then what is decided beyond it was not before.</param>
    /// <param name="cancellation">Ends it early.</param>
    public async Task<SessionFit> FitAsync(bool hasAllOutcomes, CancellationToken cancellation)
    {
        using var guard = new ReplayGuard(journal.Outcomes(Session.Id));
        int recorded = journal.Outcomes(Session.Id).Count();
        var faults = new FaultJournal(journal.Faults(Session.Id), write: null);
        var fit = SessionFit.None;
        IEnumerable<LiveEvent> Fitting()
        {
            int handled = 0;
            foreach (var happened in Events)
            {
                if (!Fits(handled)) yield break;
                yield return happened;
                handled++;
            }

            Fits(handled);
        }

        bool Fits(int handled)
        {
            if (guard.Difference is not null || (guard.Count > recorded && !hasAllOutcomes)) return false;
            fit = new SessionFit(handled, Math.Min(guard.Count, recorded), faults.Calls);
            return true;
        }

        await RunAsync(new SessionPlace(folder, journal, Session, terms).Settings(guard, writesFaults: false) with { Faults = faults },
            Fitting(), guard, cancellation);
        return fit;
    }

    /// <summary>Handles the events again, as they were.</summary>
    public async Task<BacktestResult> RunAsync(CancellationToken cancellation)
    {
        using var guard = new ReplayGuard([]);
        return (await RunAsync(new SessionPlace(folder, journal, Session, terms).Settings(guard, writesFaults: false), Events, guard,
            cancellation)).Result;
    }

    /// <summary>Handles the events again with the simulated venue in the place of the broker.</summary>
    public async Task<BacktestResult> RunOnPaperAsync(CancellationToken cancellation)
    {
        using var guard = new ReplayGuard([]);
        var settings = new SessionPlace(folder, journal, Session, terms).Settings(guard,
            writesFaults: false) with
        { Venue = SessionVenue.Paper, Journal = null, Faults = new FaultJournal([], write: null) };
        return (await RunAsync(settings, Events.Where(e => e.Broker is null), guard, cancellation)).Result;
    }

    /// <summary>Handles the events again, and reads what came of them.</summary>
    /// <param name="reading">Sees it, and says which events count.</param>
    /// <param name="cancellation">Ends it early.</param>
    public async Task<BacktestResult> ReadAsync(SessionReading reading, CancellationToken cancellation)
    {
        // What was done is read first: a session that still runs may do more meanwhile, and that is then no difference.
        using var guard = new ReplayGuard(journal.Outcomes(Session.Id));
        var (_, result) = await RunAsync(new SessionPlace(folder, journal, Session, terms).Settings(guard, writesFaults: false),
            reading.Of(Events), guard, cancellation, reading);
        reading.Difference = guard.Difference;
        return result;
    }

    public void Dispose() => journal.Dispose();

    private async Task<(int Events, BacktestResult Result)> RunAsync(
        LiveRunSettings settings, IEnumerable<LiveEvent> happened, ReplayGuard guard, CancellationToken cancellation,
        SessionReading? reading = null)
    {
        DeployedScript Script(int number) => parts.Compile(folder.KeptScript(Session.Id, terms.Script, number));
        var position = new SessionPosition();
        var first = Script(0);
        var taken = journal.Reloads(Session.Id);
        if (reading is not null) reading.Version = taken.Count > 0 ? taken[^1].Version : first.Version;
        using var reloads = new SessionReloads(position, terms, new RecordedReloads(taken, int.MaxValue), Script, first);
        var symbols = StrategyOutline.Of(first.Create(), terms.Settings.Limits, terms.Settings.Parameters).Symbols;
        await using var feed = new SessionFeeds(terms, parts, _ => { }).OfRecording(symbols, journal.Markets(Session.Id));
        var whole = settings with { Retention = settings.Retention! with { KeepsResult = true } };
        var run = new LiveRun(terms.Settings, new BarSources(feed.SeriesOf), new SilentLog(), whole, (terms.Name, first.Create()),
            reloads);
        run.Supervisor.IsReplaying = true;
        return StrategyThread.Run(run.Supervisor, () =>
        {
            try
            {
                Handle(run, happened, guard, position, reading, cancellation);
                if (reading is not null) reading.Fault = run.View.Fault;
            }
            catch (StrategyFaultException fault) when (reading is not null)
            {
                // It failed when the session began, as it did then.
                reading.Fault = fault.Message;
            }

            return (position.Given, run.Result());
        });
    }

    private void Handle(LiveRun run, IEnumerable<LiveEvent> happened, ReplayGuard guard, SessionPosition position, SessionReading? reading,
        CancellationToken cancellation)
    {
        run.Begin();
        reading?.Begin(run.View);
        Note(run, guard);
        foreach (var happenedThen in happened)
        {
            cancellation.ThrowIfCancellationRequested();
            position.Give();
            run.Handle(happenedThen);
            Note(run, guard);
            if (guard.Difference is not null && reading is null) break;
        }

        if (reading is { IsCut: true }) return;
        if (Session.Ended is not null && (guard.Difference is null || reading is not null)) run.End();
        guard.CompareEnd();
    }

    private static void Note(LiveRun run, ReplayGuard guard)
    {
        foreach (var command in run.View.TakeCommands()) guard.Wanted(command);
    }
}
