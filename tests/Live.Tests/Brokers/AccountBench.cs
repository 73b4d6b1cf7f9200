using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Notices;
using StrategyHost.Plugins;
using StrategyHost.Simulation.Scheduling;

namespace StrategyHost.Live.Tests.Brokers;

/// <summary>Accounts in virtual time: everything runs on the test's thread, and time goes on when the test waits for something.</summary>
internal sealed class AccountBench : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);
    private readonly Scheduler world = new();
    private readonly SimulatedProcess process;
    private readonly Workshop workshop = new();
    private readonly List<BrokerAccount> open = [];

    public AccountBench() => process = new SimulatedProcess(world, "host");

    public DateTime Now => world.Now;

    /// <summary>How many finished orders an account keeps of a session.</summary>
    public int FinishedOrders { get; init; } = SessionLedger.MostFinished;

    /// <summary>The virtual time, as the host's parts have it.</summary>
    public TimeProvider Time => process.Time;

    /// <summary>The folder of all state.</summary>
    public string State => workshop.State;

    /// <summary>The folder of the account's state.</summary>
    public string Folder => BrokerAccounts.StateOf(State, "main");

    /// <summary>How it stands with sessions that neither run nor rest.</summary>
    public SessionStanding Standing { get; set; }

    /// <summary>The ledgers of sessions that rest, by their prefixes.</summary>
    public IReadOnlyDictionary<string, SessionLedger> Resting { get; set; } = new Dictionary<string, SessionLedger>();

    /// <summary>Lines for people.</summary>
    public List<string> Said { get; } = [];

    public List<Notice> Notices { get; } = [];

    public BrokerAccount Account(ScriptedBroker broker, ExternalPolicy external = ExternalPolicy.Reduce, AccountLimitSpec? limits = null)
    {
        var spec = new AccountSpec { Name = "main", Plugin = "scripted", External = external, Limits = limits ?? new AccountLimitSpec() };
        var use = new AccountUse(spec, process.Time, new Random(1), (_, text) => Said.Add(text))
        {
            Notices = Notices.Add,
            FinishedOrders = FinishedOrders,
            StandingOf = (_, _) => Standing,
        };
        var account = new BrokerAccount(broker, broker, new AccountFolder(Folder), _ => Resting, use);
        open.Add(account);
        Do(account.Start);
        return account;
    }

    /// <summary>A session that has joined, with what its journal knows.</summary>
    public BrokerSession Joined(BrokerAccount account, string name = "trend", params BrokerEvent[] known)
    {
        var session = Session(account, name, known);
        Do(() => session.Join([]));
        return session;
    }

    /// <summary>A session that has not joined, with what its journal knows.</summary>
    public BrokerSession Session(BrokerAccount account, string name = "trend", params BrokerEvent[] known)
    {
        var session = account.Open(name, name, Now, 1000, ["X"]);
        foreach (var said in known) session.Recall(said);
        return session;
    }

    public static OrderTicket Ticket(string id, Side side = Side.Buy, decimal? limit = null, decimal quantity = 10) =>
        new(id, "X", side, quantity, limit is null ? OrderType.Market : OrderType.Limit, limit, null, TimeInForce.GoodTillCancelled);

    /// <summary>An order that works at the broker, and that a session knows.</summary>
    public static OrderReport Working(ScriptedBroker broker, BrokerSession session, OrderTicket ticket)
    {
        session.Know(new SubmitOrder(ticket));
        return new OrderReport(broker.Take(ticket));
    }

    public void Submit(BrokerSession session, OrderTicket ticket, DateTime? made = null)
    {
        session.Know(new SubmitOrder(ticket));
        Send(session, new SubmitOrder(ticket), made);
    }

    public void Send(BrokerSession session, BrokerCommand command, DateTime? made = null) => Do(() => session.Send(command, made ?? Now));

    /// <summary>Does something as the host does it, and what follows at once.</summary>
    public void Do(Action action)
    {
        process.Start(action);
        world.Run(Now);
    }

    /// <summary>Does something to its end.</summary>
    public void Play(Func<Task> body)
    {
        Task? played = null;
        process.Start(() => played = body());
        Await(() => played is { IsCompleted: true });
        played!.GetAwaiter().GetResult();
    }

    /// <summary>Sets the time of day, which timers do not follow.</summary>
    public void StepClock(TimeSpan by) => process.ClockOffset += by;

    /// <summary>Lets time go on.</summary>
    public void Pass(double seconds) => world.Run(Now + TimeSpan.FromSeconds(seconds));

    /// <summary>Lets time go on until something is so.</summary>
    public void Await(Func<bool> isSo)
    {
        for (var end = Now + Longest; !isSo(); world.Run(Now + Step)) Assert.True(Now < end, "it did not come about");
    }

    /// <summary>What a session is told, up to a report that is so.</summary>
    public List<BrokerEvent> Until(BrokerSession session, Func<BrokerEvent, bool> isSo)
    {
        var all = new List<BrokerEvent>();
        Await(() =>
        {
            var taken = session.Take(100);
            all.AddRange(taken);
            return taken.Any(isSo);
        });
        return all;
    }

    /// <summary>Takes what a session is told until nothing is under way.</summary>
    public void Quiet(BrokerSession session) => Await(() =>
    {
        session.Take(100);
        return session.IsQuiet;
    });

    public void Close(BrokerAccount account)
    {
        open.Remove(account);
        Play(() => account.DisposeAsync().AsTask());
    }

    public void Dispose()
    {
        foreach (var account in open.ToList()) Close(account);
        workshop.Dispose();
    }
}
