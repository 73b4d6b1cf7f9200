using System.Globalization;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Supervision;
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

    /// <summary>What a session closes that is taken up only to end; null for one that goes on.</summary>
    private StopMode? clears;

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

    /// <summary>Through which a host tells it to stop, or that its file has changed; null for nobody.</summary>
    public DeploymentControl? Control { get; init; }

    /// <summary>Runs to the end of the data, or until it is interrupted.</summary>
    /// <param name="fresh">What becomes of a session that has not ended when a new one is to begin; null to take it up.</param>
    /// <param name="cancellation">Interrupts it: the next run takes it up again.</param>
    /// <exception cref="DeploymentException">It cannot be started as it is.</exception>
    /// <exception cref="JournalException">Its journal cannot be used, or does not fit what the strategy does.</exception>
    public async Task<SessionEnd> RunAsync(FreshStart? fresh, CancellationToken cancellation)
    {
        var folder = new SessionFolder(state, deployment.Name);
        using var claim = folder.Claim();
        SessionFault.Forget(folder.Path);
        using var journal = new Journal(folder.Journal);
        var unfinished = journal.Sessions().LastOrDefault(s => s.Ended is null);
        if (unfinished is not null && journal.CountEvents(unfinished.Id).Count == 0) unfinished = End(journal, unfinished);
        if (unfinished is not null && fresh is { } start)
        {
            if (start == FreshStart.WhenFlat && unfinished.Snapshot.DescribeOpen() is { } open)
                throw new DeploymentException(
                    $"{deployment.Name} has {open} in session {unfinished.Id}, and a new one would not know of them: add --flatten "
                        + $"(close them first), --cancel (cancel the orders first) or --keep (leave them as they are).")
                { IsRefusal = true };
            if (start is FreshStart.Cancel or FreshStart.Flatten && unfinished.IsReadable
                && !await ClearAsync(folder, journal, unfinished, start, cancellation))
                throw new OperationCanceledException(cancellation);
            unfinished = End(journal, unfinished);
        }

        if (unfinished is { IsReadable: false })
            throw new JournalException(
                $"Session {unfinished.Id} of {deployment.Name} was written by an older version of the host, and cannot be handled again "
                    + $"by this one: let that version end it, or begin a new session with --fresh.");

        return unfinished is null
            ? await BeginAsync(folder, journal, cancellation) : await TakeUpAsync(folder, journal, unfinished, cancellation);
    }

    private SessionRecord? End(Journal journal, SessionRecord session)
    {
        journal.End(session.Id, Now);
        return null;
    }

    /// <summary>Takes a session up only to cancel its orders, and to close its positions where that is wanted.</summary>
    /// <returns>Whether that is done; not when it was interrupted.</returns>
    private async Task<bool> ClearAsync(SessionFolder folder, Journal journal, SessionRecord session, FreshStart start,
        CancellationToken cancellation)
    {
        bool closes = start == FreshStart.Flatten;
        log.Write(Now, LogLevel.Warning,
            $"session {session.Id} is taken up once more: its orders are cancelled{(closes ? ", and its positions closed" : "")} before "
                + $"a new one begins");
        clears = closes ? StopMode.Flatten : StopMode.Cancel;
        await TakeUpAsync(folder, journal, session, cancellation);
        clears = null;
        return !cancellation.IsCancellationRequested;
    }

    /// <summary>Whether orders of a new session go nowhere until somebody arms it.</summary>
    private bool IsToBeArmed => deployment is { Venue: SessionVenue.Live, IsArmedFromStart: false };

    private DateTime Now => parts.Clock.GetUtcNow().UtcDateTime;

    private async Task<SessionEnd> BeginAsync(SessionFolder folder, Journal journal, CancellationToken cancellation)
    {
        if (!File.Exists(deployment.Script))
            throw new DeploymentException(
                $"{deployment.Name}: there is no script {deployment.Script}. Paths count from the folder in which the host is started.");
        var script = parts.Compile(deployment.Script);
        var account = await AccountOf(deployment, cancellation);
        var armedUntil = deployment.WaitsForArming ? await ArmedAsync(folder, cancellation) : null;
        await using var feed = await Feeds(deployment).OpenAsync(OutlineOf(deployment, script), [], account, cancellation);
        using var capital = account is null ? null : await account.ReserveCapitalAsync(deployment.Name, deployment.Settings.Cash,
            deployment.Settings.Currency, cancellation);
        long next = journal.Sessions().Count + 1;
        folder.Keep(next, script);
        var session = journal.Begin(Now, feed.Start, feed.Markets,
            new SessionSettings(deployment.Settings.Cash, deployment.Terms,
                account?.Capabilities)
            { IsArmed = deployment.IsArmedFromStart });
        string sentence = string.Create(
            CultureInfo.InvariantCulture,
            $"session {session.Id} begins: {PlaceOf(deployment)}, {deployment.Settings.Cash:N2} {deployment.Settings.Currency}, "
                + $"{deployment.Script}{(IsToBeArmed ? ", not armed" : "")}");
        log.Write(Now, LogLevel.Info, sentence);
        if (armedUntil is not null) CommandBox.Post(state, deployment.Name, SessionCommand.Arm, armedUntil, Now);
        if (deployment is { Venue: SessionVenue.Live, IsArmedFromStart: true, WaitsForArming: false })
            log.Write(Now, LogLevel.Warning,
                $"session {session.Id} is ARMED FROM ITS START: \"armed\": \"from-start\" in the deployment, and its orders go to "
                    + $"{deployment.Account} at once");
        return await GoAsync(new SessionPlace(folder, journal, session, deployment),
            new SessionStart(script, feed, account, sentence) { IsNew = true }, cancellation);
    }

    /// <summary>Waits until somebody arms the session that is to begin; until when, UTC, or null for as long as nobody disarms
    /// it.</summary>
    private async Task<DateTime?> ArmedAsync(SessionFolder folder, CancellationToken cancellation)
    {
        log.Write(Now, LogLevel.Warning,
            $"{deployment.Name} waits to be armed, as its deployment says: 'strategyhost arm {deployment.Name}' begins its session on "
                + $"{deployment.Account}");
        return await ArmingWait.WaitAsync(folder.Path, parts.Clock, cancellation);
    }

    private async Task<BrokerAccount?> AccountOf(Deployment terms, CancellationToken cancellation)
    {
        if (terms.Account is null) return null;
        var accounts = parts.Accounts
            ?? throw new DeploymentException($"{terms.Name} is to trade on the account {terms.Account}, and this host has no accounts.");
        return await accounts.OpenAsync(terms.Account, cancellation);
    }

    private async Task<SessionEnd> TakeUpAsync(SessionFolder folder, Journal journal, SessionRecord session, CancellationToken cancellation)
    {
        var before = session.DeploymentOf(deployment.Name);
        if (IsMoved(before))
            log.Write(Now, LogLevel.Warning,
                $"the deployment says {PlaceOf(deployment)} now, and session {session.Id} trades {PlaceOf(before)}: it is disarmed, and "
                    + $"sends nothing but exits and cancellations until it is armed again. 'live --fresh --flatten' closes it and "
                    + $"begins a new one as the file says.");
        var script = parts.Compile(folder.KeptScript(session.Id, before.Script));
        var account = await AccountOf(before, cancellation);
        await using var feed = await Feeds(before).OpenAsync(OutlineOf(before, script), journal.Markets(session.Id), account, cancellation);
        var (held, open) = (session.Snapshot.Positions, session.Snapshot.OpenOrders.Count);
        string sentence = string.Create(
            CultureInfo.InvariantCulture,
            $"session {session.Id} is taken up: {PlaceOf(before)}, {journal.CountEvents(session.Id).Count:N0} events, "
                + $"{(held.Count == 0 ? "no position" : string.Join(", ", held))}, {open} working orders"
                + $"{(session.Snapshot.IsHalted ? $", halted until 'strategyhost resume {deployment.Name}'" : "")}");
        log.Write(Now, LogLevel.Info, sentence);
        return await GoAsync(new SessionPlace(folder, journal, session, before), new SessionStart(script, feed, account, sentence),
            cancellation);
    }

    private async Task<SessionEnd> GoAsync(SessionPlace place, SessionStart start, CancellationToken cancellation)
    {
        var (_, journal, session, terms) = place;
        string prefix = BrokerSession.PrefixOf(journal.Origin, session.Id);
        var broker = start.Account?.Open(terms.Name, prefix, session.Begun, terms.Settings.Cash, OutlineOf(terms, start.Script).Symbols);
        try
        {
            return await GoAsync(place, start, broker, cancellation);
        }
        finally
        {
            if (broker is not null) await start.Account!.LeaveAsync(broker, LastCalls);
        }
    }

    private async Task<SessionEnd> GoAsync(SessionPlace place, SessionStart start, BrokerSession? broker, CancellationToken cancellation)
    {
        var (folder, journal, session, terms) = place;
        var (script, feed) = (start.Script, start.Feed);
        var own = new SessionJournal(journal, session);
        int recorded = journal.CountEvents(session.Id).Count;
        var known = journal.Reloads(session.Id);
        var position = new SessionPosition();
        var source = feed.Subscribe(LastSeen.Of(session.Start, own.LatestEvents()));
        var box = new CommandBox(folder.Path, session.Id);
        var watch = new SessionWatch(new SessionNotices(terms.Name, parts.Notices, parts.Clock), new CommandAnswers(box, parts.Clock),
            parts.OrderPath);
        var guard = new ReplayGuard(own.Outcomes());
        using var reloads = new SessionReloads(position, terms, new RecordedReloads(known, recorded),
            number => parts.Compile(folder.KeptScript(session.Id, terms.Script, number)), script)
        {
            Write = reload => journal.Append(session.Id, reload)
        };
        using var versions = new ScriptVersions(folder, session, terms.Script, script.Version, known, parts, reloads.Offer,
            problem => log.Write(Now, LogLevel.Error, problem));
        watch.CommandTaken = versions.Obey;
        bool IsOld() => position.Given <= session.Snapshot.Handled && session.Snapshot.Handled > 0;
        var lines = new LimitedLog(log, parts.Clock, parts.Sharers());
        var run = new LiveRun(terms.Settings, new BarSources(feed.SeriesOf), new SessionLog(lines, IsOld),
            place.Settings(guard, writesFaults: true), (terms.Name, script.Create()), reloads);
        using var loop = new SessionLoop(
            run, new EventJournal(own, source, box, broker, parts.Clock), guard, broker,
            new SessionLoopParts(own.Events(), session.Snapshot.Handled, AfterCatchUp(terms, session, start.IsNew), position, watch,
                parts.Clock));
        var wishes = new HostWishes(reloads, lines, parts.Clock);
        if (clears is { } mode) wishes.Close(mode);
        else if (!IsMoved(terms)) wishes.Change(deployment);
        using var heard = Control?.Listen(start.Sentence, wishes.Close, wishes.Change);
        var result = await RunAsync(place, new SessionRun(loop, run, source, wishes), run, cancellation);
        lines.End();
        if (loop.IsOver) journal.End(session.Id, Now);
        if (loop.IsOver && (run.View.Orders.Count < run.View.OrdersMade || run.View.Fills.Left > 0))
            result = await WholeAsync(session, cancellation);
        return new SessionEnd(session.Id, loop.IsOver, recorded, folder.Of(session.Id), result)
        {
            Fault = run.View.Fault,
            Orders = (run.View.OrdersMade, run.View.OrdersDenied),
            Fills = run.View.Fills.Made,
        };
    }

    /// <summary>Runs the loop. A call of the strategy that never comes back is left out when the session is taken up.</summary>
    private static async Task<BacktestResult> RunAsync(SessionPlace place, SessionRun session, LiveRun run, CancellationToken cancellation)
    {
        try
        {
            return await session.RunAsync(cancellation);
        }
        catch (StrategyFaultException stuck) when (!run.Supervisor.IsReplaying && run.Supervisor.CallUnderWay is { } call)
        {
            place.Journal.Append(place.Session.Id, new HandlerFault(call, 0, stuck.Message));
            throw;
        }
    }

    /// <summary>What came of a session, read from its journal: the older orders, fills and round trips have left memory.</summary>
    private async Task<BacktestResult> WholeAsync(SessionRecord session, CancellationToken cancellation)
    {
        using var recording = new Recording(deployment.Name, state, session.Id, parts);
        return await recording.RunAsync(cancellation);
    }

    /// <summary>Whether the deployment is to trade elsewhere than its session does.</summary>
    private bool IsMoved(Deployment before) =>
        before.Venue == SessionVenue.Live && (before.Venue != deployment.Venue || before.Account != deployment.Account);

    /// <summary>Where a deployment's orders go, for people.</summary>
    private static string PlaceOf(Deployment terms) =>
        terms.Account is { } account ? $"live on the account {account}" : terms.Venue.ToString().ToLowerInvariant();

    /// <summary>What the host itself commands when a session is taken up: one that is armed until a restart, or that would trade elsewhere
    /// now, is disarmed.</summary>
    private IReadOnlyList<SessionCommand> AfterCatchUp(Deployment terms, SessionRecord session, bool isNew)
    {
        if (clears is not null) return [];
        if (session.Snapshot.IsArmed && IsMoved(terms)) return [SessionCommand.Disarm];
        if (terms.Venue != SessionVenue.Live || isNew || !session.Snapshot.IsArmed) return [];
        log.Write(Now, LogLevel.Warning, deployment.StaysArmed
            ? "it was armed before the restart, and stays so: \"armed\": \"until-restart\" in the deployment would end that with the host"
            : "it was armed until a restart, and is disarmed now: 'strategyhost arm' arms it again");
        return deployment.StaysArmed ? [] : [SessionCommand.Disarm];
    }

    private SessionFeeds Feeds(Deployment terms) => new(terms, parts, line => log.Write(Now, LogLevel.Warning, line));

    private static StrategyOutline OutlineOf(Deployment terms, DeployedScript script)
    {
        var outline = StrategyOutline.Of(script.Create(), terms.Settings.Limits, terms.Settings.Parameters);
        return outline.Symbols.Count > 0
            ? outline : throw new DeploymentException($"{terms.Script} names no symbol: call OnBar, an indicator or Use with one.");
    }
}
