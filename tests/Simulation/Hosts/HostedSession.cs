using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Feeds;
using StrategyHost.Live.Journaling;
using StrategyHost.Live.Sessions;
using StrategyHost.Simulation.Scheduling;

namespace StrategyHost.Simulation.Hosts;

/// <summary>A deployment's session in one incarnation of its host. Its loop takes a step whenever something has come.</summary>
internal sealed class HostedSession
{
    private readonly SimulatedProcess process;
    private readonly BrokerAccount account;
    private readonly SessionLoop loop;
    private readonly LiveRun run;
    private readonly HostWishes wishes;
    private readonly Action<HostedSession, Exception> failed;
    private bool isDue;
    private ITimer? alarm;

    /// <summary>A session that is about to be taken up.</summary>
    public HostedSession(SimulatedProcess process, SimulatedDeployment deployment, BrokerAccount account, Plugins.IMarketData data,
        Action<HostedSession, Exception> failed)
    {
        this.process = process;
        this.failed = failed;
        this.account = account;
        Deployment = deployment;
        var journal = deployment.Journal;
        var known = journal.Reloads();
        var position = new SessionPosition();
        var reloads = new SessionReloads(position, deployment.Terms, new RecordedReloads(known, journal.Count), deployment.Script,
            deployment.Script(0))
        {
            Write = journal.Append
        };
        wishes = new HostWishes(reloads, new TraceLog(process), process.Time);
        Broker = account.Open(deployment.Name, deployment.Prefix, journal.Session.Begun, 200_000, deployment.Strategy.Symbols);
        var source = new BarSource(deployment.Strategy.Symbols, LastSeen.Of(journal.Session.Start, journal.LatestEvents()), process.Time);
        var guard = new ReplayGuard(journal.Outcomes());
        Record = new OrderRecord(guard);
        run = deployment.Run(Record, new TraceLog(process), process.Time, reloads, new FaultJournal(journal.FailedCalls(), journal.Append));
        var watch = new SessionWatch(new SessionNotices(deployment.Name, null, process.Time),
            new CommandAnswers(deployment.Commands, process.Time), null)
        {
            CommandTaken = deployment.Obey
        };
        loop = new SessionLoop(
            run, new EventJournal(journal, source, deployment.Commands, Broker, process.Time), guard, Broker,
            new SessionLoopParts(journal.Events(), journal.Session.Snapshot.Handled, [], position, watch, process.Time));
        source.Arrived = Wake;
        Broker.Arrived = Wake;
        deployment.Commands.Posted = Wake;
        deployment.Offered = number => reloads.Offer(number, deployment.Script(number));
        deployment.Changed = now =>
        {
            wishes.Change(now);
            Wake();
        };
        wishes.Change(deployment.File);
        if (deployment.Latest != (known.Count > 0 ? known[^1].Number : 0)) deployment.Offered(deployment.Latest);
        _ = source.RunAsync(data, deployment.Strategy.Symbols, SimulatedDeployment.Bars);
    }

    /// <summary>The deployment.</summary>
    public SimulatedDeployment Deployment { get; }

    /// <summary>The session at its account.</summary>
    public BrokerSession Broker { get; }

    /// <summary>All of its orders and fills.</summary>
    public OrderRecord Record { get; }

    /// <summary>The session, to be looked at between two events.</summary>
    public LiveView View => run.View;

    /// <summary>Whether it has failed, and does nothing any more.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Whether it has begun, so that it can be looked at.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether something is wanted of its orders that the broker has not been brought to.</summary>
    public bool IsBusy => account.IsBusyFor(Broker);

    /// <summary>What it believes to hold of a symbol.</summary>
    public decimal Held(string symbol) => View.Account.Portfolio[symbol].Quantity;

    /// <summary>Begins.</summary>
    public void Begin() => Guarded(() =>
    {
        loop.Begin();
        HasBegun = true;
        Wake();
    });

    private void Wake()
    {
        if (isDue || HasFailed) return;
        isDue = true;
        process.Context.Post(static session => ((HostedSession)session!).Step(), this);
    }

    private void Step() => Guarded(() =>
    {
        isDue = false;
        alarm?.Dispose();
        alarm = null;
        if (loop.HasCaughtUp) wishes.Fulfil(loop, run.View);
        if (loop.Step(CancellationToken.None)) Wake();
        else if (loop.DueIn is { } due)
            alarm = process.Time.CreateTimer(static session => ((HostedSession)session!).Wake(), this, due, Timeout.InfiniteTimeSpan);
    });

    private void Guarded(Action step)
    {
        if (HasFailed) return;
        try
        {
            step();
        }
        catch (Exception failure) when (!process.IsDead)
        {
            HasFailed = true;
            failed(this, failure);
        }
    }

    private sealed class TraceLog(SimulatedProcess process) : IRunLog
    {
        public void Write(DateTime time, LogLevel level, string message)
        {
            if (process.Scheduler.Trace.IsKept) process.Scheduler.Note(process.Name, $"{level}: {message}");
        }
    }
}
