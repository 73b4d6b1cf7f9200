using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Supervision;
using StrategyHost.Live.Brokers;
using StrategyHost.Simulation.Brokers;
using StrategyHost.Simulation.Exchanges;
using StrategyHost.Simulation.Strategies;

namespace StrategyHost.Simulation.Hosts;

/// <summary>Draws the plan of a seed.</summary>
internal static class SeedDraw
{
    private static readonly SessionCommand[] FirstCommands =
        [SessionCommand.Halt, SessionCommand.Flatten, SessionCommand.Resume, SessionCommand.Cancel, SessionCommand.Disarm,
            SessionCommand.Arm, SessionCommand.Resume];

    private static readonly SessionCommand[] LaterCommands =
        [SessionCommand.Rollback, SessionCommand.Reload, SessionCommand.AcceptLoss, SessionCommand.Arm];

    /// <summary>Draws a plan.</summary>
    public static SeedPlan Draw(ulong seed)
    {
        var plan = DrawSecond(seed);
        var scripts = new Dice(seed).Part(1008);
        return plan with { Deployments = [.. plan.Deployments.Select(d => DrawScript(d, scripts))] };
    }

    /// <summary>Draws the plan that a seed had before there were scripts with faults and timers.</summary>
    public static SeedPlan DrawSecond(ulong seed) => More(DrawFirst(seed), new Dice(seed));

    /// <summary>
    /// Draws the plan that a seed had before there were changed scripts, torn pages, limits and all commands: what failed once is played
    /// with it, since the
    /// same number gives the same history only then.
    /// </summary>
    public static SeedPlan DrawFirst(ulong seed)
    {
        var dice = new Dice(seed);
        string[] symbols = dice.Chance(0.6) ? ["ABC"] : ["ABC", "XYZ"];
        var length = TimeSpan.FromMinutes(dice.Of([10, 20, 40]));
        int count = dice.Chance(0.6) ? 1 : dice.Between(2, 3);
        var deployments = new List<DeploymentPlan>();
        for (int i = 0; i < count; i++)
        {
            var own = dice.Part(100 + (ulong)i);
            deployments.Add(new DeploymentPlan(i, StrategyPlan.Draw(own.Chance(0.5) ? symbols : [own.Of<string>(symbols)], own),
                DrawRisk(own)));
        }

        var plan = new SeedPlan
        {
            Seed = seed,
            Broker = BrokerTraits.Draw(dice.Part(1)),
            Faults = FaultProfile.Draw(dice.Part(2)),
            Disk = dice.Chance(0.2)
                ? new DiskFaults { Full = dice.Between(0, 0.01), FailedSyncs = dice.Between(0, 0.01) } : DiskFaults.None,
            Market = new ExchangePlan { Symbols = symbols, Volatility = dice.Of([0.0002, 0.0005, 0.001]) },
            Deployments = deployments,
            Length = length,
        };
        return plan with
        {
            Events =
            [
                .. Some("kill", dice, 0.4, 4, length,
                    d => new Kill(d.Between(0, 40), d.Of([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(3)]))),
                .. Some("pause", dice, 0.3, 3, length,
                    d => new Pause(d.Of([TimeSpan.FromSeconds(1.3), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(2)]))),
                .. Some("clock", dice, 0.1, 2, length, d => new ClockStep(TimeSpan.FromSeconds(d.Between(-120, 120)))),
                .. Some("command", dice, 0.3, 5, length, d => new Command(d.Between(0, count - 1), d.Of(FirstCommands))),
            ],
        };
    }

    /// <summary>What was added later: each part has dice of its own, so that nothing that was drawn before moves.</summary>
    private static SeedPlan More(SeedPlan plan, Dice dice)
    {
        var limits = dice.Part(1001);
        var disk = dice.Part(1002);
        int last = plan.Deployments.Count - 1;
        return plan with
        {
            Deployments = [.. plan.Deployments.Select(d => d with { Risk = DrawLimits(d.Risk, d.Strategy, limits) })],
            Limits = limits.Chance(0.15) ? DrawLimits(limits) : plan.Limits,
            Disk = plan.Disk with { IsStored = disk.Chance(0.015) },
            Events =
            [
                .. plan.Events,
                .. Some("reload", dice.Part(1003), 0.15, 3, plan.Length, d => DrawReload(plan.Deployments[d.Between(0, last)], d)),
                .. Some("tear", dice.Part(1004), 0.1, 2, plan.Length,
                    d => new Kill(0, TimeSpan.FromSeconds(d.Of([1, 20])), TearsPage: true)),
                .. Some("long-pause", dice.Part(1005), 0.05, 1, plan.Length, d => new Pause(TimeSpan.FromMinutes(d.Of([3, 6])))),
                .. Some("choice", dice.Part(1006), plan.Faults.Exchange.HandTradesEvery > TimeSpan.Zero ? 0.5 : 0.02, 3, plan.Length,
                    d => new Choice(d.Of([ExternalPolicy.Adopt, ExternalPolicy.Ignore, ExternalPolicy.Flatten]))),
                .. Some("word", dice.Part(1007), 0.1, 3, plan.Length, d => DrawCommand(d.Between(0, last), d)),
                .. Some("terms", dice.Part(1009), 0.15, 3, plan.Length, d => new TermsChange(d.Between(0, last), DrawTerms(d))),
            ],
        };
    }

    /// <summary>A script that throws now and then, until it is changed, and one that has a timer.</summary>
    private static DeploymentPlan DrawScript(DeploymentPlan deployment, Dice dice) => deployment with
    {
        Strategy = deployment.Strategy with
        {
            Faultiness = dice.Chance(0.1) ? dice.Between(0.005, 0.1) : 0,
            Every = dice.Chance(0.15) ? TimeSpan.FromSeconds(dice.Of([7, 20, 45])) : null,
        },
        OnFault = dice.Of<FaultPolicy>(Enum.GetValues<FaultPolicy>()),
    };

    private static Command DrawCommand(int deployment, Dice dice)
    {
        var what = dice.Of(LaterCommands);
        return new Command(deployment, what, what == SessionCommand.Arm ? TimeSpan.FromMinutes(dice.Between(1, 10)) : null);
    }

    /// <summary>Another version of the same script; one of five cannot take over, since it trades what its session does not have.</summary>
    private static Reload DrawReload(DeploymentPlan deployment, Dice dice)
    {
        var next = deployment.Strategy with
        {
            Activity = dice.Between(0.1, 1.0),
            Distance = dice.Of([0.0005, 0.001, 0.003, 0.01]),
            LargestSize = dice.Of([1, 4, 10, 30])
        };
        return new Reload(deployment.Number, dice.Chance(0.2) ? next with { Symbols = ["NONE"] } : next);
    }

    /// <summary>Limits and guards as an operator writes them into the file, or takes them out of it.</summary>
    private static string DrawTerms(Dice dice)
    {
        string?[] limits =
        [
            dice.Chance(0.4) ? $"\"stop-loss\": \"{dice.Of(["0.2%", "0.5%", "1%"])}\"" : null,
            dice.Chance(0.4) ? $"\"take-profit\": \"{dice.Of(["0.2%", "0.5%", "1%"])}\"" : null,
            dice.Chance(0.3) ? $"\"max-order-quantity\": \"{dice.Of(["2", "8"])}\"" : null,
            dice.Chance(0.3) ? $"\"max-open-orders\": \"{dice.Of(["1", "3"])}\"" : null,
            dice.Chance(0.3) ? $"\"max-orders-per-minute\": \"{dice.Of(["2", "10"])}\"" : null,
            dice.Chance(0.3) ? $"\"max-daily-loss\": \"{dice.Of(["1", "50"])}\"" : null,
        ];
        return $"{{ {string.Join(", ", limits.OfType<string>())} }}";
    }

    private static RiskLimits DrawRisk(Dice dice) => new()
    {
        BuyingPower = true,
        StopLoss = dice.Chance(0.15) ? 0.002m : null,
        TakeProfit = dice.Chance(0.15) ? 0.002m : null,
    };

    private static RiskLimits DrawLimits(RiskLimits risk, StrategyPlan strategy, Dice dice) => risk with
    {
        MaxPosition = dice.Chance(0.2) ? strategy.LargestSize * dice.Of([1, 2, 5]) : null,
        MaxOrderQuantity = dice.Chance(0.1) ? Math.Max(1, strategy.LargestSize / 2) : null,
        MaxDailyLoss = dice.Chance(0.08) ? new RiskAmount(dice.Of([5, 20, 60]), IsRatio: false) : null,
        MaxOrdersPerMinute = dice.Chance(0.05) ? 4 : null,
    };

    private static AccountLimitSpec DrawLimits(Dice dice) => new()
    {
        MaxPosition = dice.Chance(0.6) ? dice.Of([5, 20, 50]) : null,
        MaxOpenOrders = dice.Chance(0.3) ? dice.Of([3, 8]) : null,
        MaxOrdersPerMinute = dice.Chance(0.3) ? dice.Of([3, 8]) : null,
        MaxDailyLoss = dice.Chance(0.3) ? dice.Of([10, 50]) : null,
        MaxExposure = dice.Chance(0.3) ? dice.Of([500, 4000]) : null,
    };

    private static List<SeedEvent> Some(string name, Dice dice, double chance, int most, TimeSpan length, Func<Dice, SeedAction> draw)
    {
        var drawn = new List<SeedEvent>();
        if (!dice.Chance(chance)) return drawn;
        int count = dice.Between(1, most);
        for (int i = 1; i <= count; i++)
        {
            var at = length * dice.Unit();
            drawn.Add(new SeedEvent($"{name}.{i}", at, draw(dice)));
        }

        return drawn;
    }
}
