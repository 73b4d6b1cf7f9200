using StrategyHost.Engine.Orders;
using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Tests.Scenes;
using StrategyHost.Live.Brokers;
using StrategyHost.Simulation.Strategies;

namespace StrategyHost.Simulation.Hosts;

/// <summary>A deployment, through all the incarnations of its host: what is on its disk, and what it runs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Plan">Its strategy.</param>
/// <param name="Risk">Its limits.</param>
/// <param name="Journal">Its journal.</param>
internal sealed record SimulatedDeployment(string Name, StrategyPlan Plan, RiskLimits Risk, SimulatedJournal Journal)
{
    private static readonly PlainCalendar Calendar = new();

    /// <summary>The length of its bars.</summary>
    public static Resolution Bars { get; } = Resolution.Minute;

    /// <summary>Where its commands wait.</summary>
    public SimulatedCommands Commands { get; } = new();

    /// <summary>What the client ids of its orders begin with.</summary>
    public string Prefix { get; } = BrokerSession.PrefixOf(Name.PadRight(8, '0'), 1);

    /// <summary>A run of it from the start.</summary>
    /// <param name="orders">Takes orders and fills as they are made.</param>
    /// <param name="log">Takes lines.</param>
    /// <param name="stopwatch">What measures how long its code takes.</param>
    public LiveRun Run(IOrderJournal orders, IRunLog log, TimeProvider stopwatch)
    {
        var settings = new BacktestSettings { Cash = 200_000, Risk = Risk };
        var live = new LiveRunSettings
        {
            Start = Journal.Session.Start,
            Venue = SessionVenue.Live,
            Broker = Journal.Session.Broker,
            ClientIdOf = order => BrokerSession.ClientIdOf(Prefix, order),
            StaleAfter = TimeSpan.FromMinutes(2),
            Journal = orders,
        };
        return new LiveRun(settings, new BarSources(Empty) { Stopwatch = stopwatch }, log, live, (Name, new RandomStrategy(Plan)));
    }

    private static BarSeries Empty(string symbol) =>
        new(new Instrument { Symbol = symbol, TickSize = 0.01m, LotSize = 1 }, Calendar, Bars, default, default, default, default, default, default, default);
}
