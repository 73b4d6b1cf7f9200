using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Simulation.Brokers;
using StrategyHost.Simulation.Exchanges;
using StrategyHost.Simulation.Strategies;

namespace StrategyHost.Simulation.Hosts;

/// <summary>Everything that happens in a seed, drawn before it begins; each part can be switched off by itself.</summary>
internal sealed record SeedPlan
{
    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How the broker is.</summary>
    public BrokerTraits Broker { get; init; } = BrokerTraits.Best;

    /// <summary>What goes wrong between host and broker.</summary>
    public FaultProfile Faults { get; init; } = FaultProfile.None;

    /// <summary>What goes wrong with the disk.</summary>
    public DiskFaults Disk { get; init; } = DiskFaults.None;

    /// <summary>The market.</summary>
    public ExchangePlan Market { get; init; } = new();

    /// <summary>The strategies, each with its limits.</summary>
    public IReadOnlyList<(StrategyPlan Strategy, RiskLimits Risk)> Deployments { get; init; } = [];

    /// <summary>How long it trades.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>When the host is killed, after how many of its steps from then on, and how long it is down.</summary>
    public IReadOnlyList<(TimeSpan At, int Steps, TimeSpan Down)> Kills { get; init; } = [];

    /// <summary>When the host is paused, and for how long.</summary>
    public IReadOnlyList<(TimeSpan At, TimeSpan Length)> Pauses { get; init; } = [];

    /// <summary>When the host's clock is set, and by how much.</summary>
    public IReadOnlyList<(TimeSpan At, TimeSpan By)> ClockSteps { get; init; } = [];

    /// <summary>When a person gives a deployment a command.</summary>
    public IReadOnlyList<(TimeSpan At, int Deployment, SessionCommand Command)> Commands { get; init; } = [];

    /// <summary>Draws a plan.</summary>
    public static SeedPlan Draw(ulong seed)
    {
        var dice = new Dice(seed);
        string[] symbols = dice.Chance(0.6) ? ["ABC"] : ["ABC", "XYZ"];
        var length = TimeSpan.FromMinutes(dice.Of([10, 20, 40]));
        int count = dice.Chance(0.6) ? 1 : dice.Between(2, 3);
        var strategies = new List<(StrategyPlan, RiskLimits)>();
        for (int i = 0; i < count; i++)
        {
            var own = dice.Part(100 + (ulong)i);
            strategies.Add((StrategyPlan.Draw(own.Chance(0.5) ? symbols : [own.Of<string>(symbols)], own), DrawRisk(own)));
        }

        return new SeedPlan
        {
            Seed = seed,
            Broker = BrokerTraits.Draw(dice.Part(1)),
            Faults = FaultProfile.Draw(dice.Part(2)),
            Disk = dice.Chance(0.2) ? new DiskFaults { Full = dice.Between(0, 0.01), FailedSyncs = dice.Between(0, 0.01) } : DiskFaults.None,
            Market = new ExchangePlan { Symbols = symbols, Volatility = dice.Of([0.0002, 0.0005, 0.001]) },
            Deployments = strategies,
            Length = length,
            Kills = Some(dice, 0.4, 4, d => (At(d, length), d.Between(0, 40), d.Of([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(3)]))),
            Pauses = Some(dice, 0.3, 3, d => (At(d, length), d.Of([TimeSpan.FromSeconds(1.3), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(2)]))),
            ClockSteps = Some(dice, 0.1, 2, d => (At(d, length), TimeSpan.FromSeconds(d.Between(-120, 120)))),
            Commands = Some(dice, 0.3, 5, d => (At(d, length), d.Between(0, count - 1), d.Of([SessionCommand.Halt, SessionCommand.Flatten, SessionCommand.Resume, SessionCommand.Cancel, SessionCommand.Disarm, SessionCommand.Arm, SessionCommand.Resume]))),
        };
    }

    private static RiskLimits DrawRisk(Dice dice) => new()
    {
        BuyingPower = true,
        StopLoss = dice.Chance(0.15) ? 0.002m : null,
        TakeProfit = dice.Chance(0.15) ? 0.002m : null,
    };

    private static TimeSpan At(Dice dice, TimeSpan length) => length * dice.Unit();

    private static List<T> Some<T>(Dice dice, double chance, int most, Func<Dice, T> draw)
    {
        var drawn = new List<T>();
        if (!dice.Chance(chance)) return drawn;
        int count = dice.Between(1, most);
        for (int i = 0; i < count; i++) drawn.Add(draw(dice));
        return drawn;
    }
}
