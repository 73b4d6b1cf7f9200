using StrategyHost.Engine.Orders;
using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Runs.Reloading;
using StrategyHost.Engine.Supervision;
using StrategyHost.Engine.Tests.Scenes;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Sessions;
using StrategyHost.Simulation.Strategies;

namespace StrategyHost.Simulation.Hosts;

/// <summary>A deployment, through all the incarnations of its host: what is on its disk, and what it runs.</summary>
internal sealed class SimulatedDeployment
{
    /// <summary>How many finished orders the account keeps of a session at least: hardly any, so that most leave while they still matter to
    /// something.</summary>
    public const int FinishedOrders = 1;

    private static readonly Retention SimulatedRetention = new(1, Retention.OfSession.Linked);
    private static readonly PlainCalendar Calendar = new();
    private readonly DeploymentPlan plan;
    private readonly List<StrategyPlan> versions;
    private readonly List<int> offered = [0];

    /// <summary>A deployment whose session has just begun.</summary>
    public SimulatedDeployment(DeploymentPlan plan, SimulatedJournal journal)
    {
        this.plan = plan;
        Journal = journal;
        versions = [plan.Strategy];
        Terms = File = FileOf("{}");
        Prefix = BrokerSession.PrefixOf(plan.Name.PadRight(8, '0'), 1);
    }

    /// <summary>The length of its bars.</summary>
    public static Resolution Bars { get; } = Resolution.Minute;

    /// <summary>How it was drawn.</summary>
    public DeploymentPlan Plan => plan;

    /// <summary>Its name.</summary>
    public string Name => plan.Name;

    /// <summary>Its strategy at first: what it trades, and whether it is ever short, stays.</summary>
    public StrategyPlan Strategy => plan.Strategy;

    /// <summary>Its journal.</summary>
    public SimulatedJournal Journal { get; }

    /// <summary>Where its commands wait.</summary>
    public SimulatedCommands Commands { get; } = new();

    /// <summary>What the client ids of its orders begin with.</summary>
    public string Prefix { get; }

    /// <summary>Its terms when its session began, as the text of a file.</summary>
    public Deployment Terms { get; }

    /// <summary>Its limits and guards; null once they have been changed, as orders of before and after are at the exchange then.</summary>
    public RiskLimits? Risk => File == Terms ? plan.Risk : null;

    /// <summary>Its file as it is now.</summary>
    public Deployment File { get; private set; }

    /// <summary>Is told what its file is now; null while no session runs.</summary>
    public Action<Deployment>? Changed { get; set; }

    /// <summary>Is told the number of a version that its session should take; null while no session runs.</summary>
    public Action<int>? Offered { get; set; }

    /// <summary>The number of the version that its session should have.</summary>
    public int Latest => offered[^1];

    /// <summary>Whether an order at the exchange is its own.</summary>
    public bool Made(string? clientId) => clientId?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    /// <summary>A version of its script, compiled.</summary>
    public DeployedScript Script(int number) => new("script.csx", [], $"V{number}", () => new RandomStrategy(versions[number]));

    /// <summary>Its script is changed.</summary>
    public void Change(StrategyPlan next)
    {
        versions.Add(next);
        Offer(versions.Count - 1);
    }

    /// <summary>Its file gets other limits.</summary>
    /// <param name="risk">The limits as they are written: a JSON object.</param>
    public void Change(string risk)
    {
        File = FileOf(risk);
        Changed?.Invoke(File);
    }

    /// <summary>Does what a command wants of the script; others want nothing of it.</summary>
    public void Obey(SessionCommand command)
    {
        if (command == SessionCommand.Reload) Offer(versions.Count - 1);
        if (command != SessionCommand.Rollback || offered.Count < 2) return;
        offered.RemoveAt(offered.Count - 1);
        Offered?.Invoke(Latest);
    }

    /// <summary>A run of it from the start.</summary>
    /// <param name="orders">Takes orders and fills as they are made.</param>
    /// <param name="log">Takes lines.</param>
    /// <param name="stopwatch">What measures how long its code takes.</param>
    /// <param name="reloads">Gives versions of its script.</param>
    /// <param name="faults">Takes the calls of its script that failed.</param>
    /// <param name="keepsResult">Whether its orders all stay in memory: it does the same then.</param>
    public LiveRun Run(IOrderJournal orders, IRunLog log, TimeProvider stopwatch, IReloadSource reloads, IFaultJournal faults,
        bool keepsResult = false)
    {
        var settings = new BacktestSettings { Cash = 200_000, Risk = plan.Risk, Limits = new HandlerLimits { OnFault = plan.OnFault } };
        var live = new LiveRunSettings
        {
            Start = Journal.Session.Start,
            Venue = SessionVenue.Live,
            Broker = Journal.Session.Broker,
            ClientIds = BrokerSession.ClientIdsOf(Prefix),
            Retention = SimulatedRetention with { KeepsResult = keepsResult },
            StaleAfter = TimeSpan.FromMinutes(2),
            MissedTimers = MissedTimers.Once,
            Journal = orders,
            Faults = faults,
        };
        return new LiveRun(settings, new BarSources(Empty) { Stopwatch = stopwatch }, log, live, (Name, new RandomStrategy(versions[0])),
            reloads);
    }

    private Deployment FileOf(string risk) => DeploymentFile.Parse(Name,
        $$"""{ "script": "script.csx", "mode": "live", "account": "main", "limits": { "onFault": "{{plan.OnFault.ToString().ToLowerInvariant()}}" }, "risk": {{risk}} }""");

    private void Offer(int number)
    {
        offered.Add(number);
        Offered?.Invoke(number);
    }

    private static BarSeries Empty(string symbol) =>
        new(new Instrument { Symbol = symbol, TickSize = 0.01m, LotSize = 1 }, Calendar, Bars, default, default, default, default, default,
            default, default);
}
