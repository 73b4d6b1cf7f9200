using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Supervision;
using StrategyHost.Engine.Tests.Scenes;
using StrategyHost.Simulation.Exchanges;
using StrategyHost.Simulation.Strategies;

namespace StrategyHost.Simulation.Toolkit;

/// <summary>The drawn strategies in backtests on bars of the simulated exchange.</summary>
public sealed class RandomStrategyTests
{
    public static TheoryData<int> Kinds => [.. Enum.GetValues<StrategyKind>().Select(k => (int)k)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_trades(int kind) =>
        Assert.True(Enumerable.Range(1, 5).Sum(seed => Run(PlanOf((StrategyKind)kind), seed).Fills.Count) > 20, "hardly any fills");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_decides_the_same_with_the_same_seed(int kind)
    {
        var plan = PlanOf((StrategyKind)kind);
        string Told(int seed) => string.Join('\n', Run(plan, seed).Orders);
        Assert.Equal(Told(1), Told(1));
        Assert.NotEqual(Told(1), Told(2));
    }

    /// <summary>In a backtest nothing crosses: whoever is short then has meant to be.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_long_strategy_never_means_to_be_short(int kind)
    {
        for (int seed = 1; seed <= 10; seed++)
        {
            decimal held = 0;
            foreach (var fill in Run(PlanOf((StrategyKind)kind), seed).Fills)
            {
                held += fill.SignedQuantity;
                Assert.True(held >= 0, $"seed {seed}: {fill}");
            }
        }
    }

    [Fact]
    public void Drawn_plans_are_of_all_kinds()
    {
        var dice = new Dice(1);
        var drawn = Enumerable.Range(0, 200).Select(_ => StrategyPlan.Draw(["ABC"], dice)).ToList();
        Assert.Equal(Enum.GetValues<StrategyKind>().Length, drawn.Select(p => p.Kind).Distinct().Count());
        Assert.Contains(drawn, p => p.AtOnce > 1);
        Assert.Contains(drawn, p => !p.IsLongOnly);
    }

    [Fact]
    public void A_timer_acts_between_bars()
    {
        var plan = PlanOf(StrategyKind.Trader);
        Assert.True(Run(plan with { Every = TimeSpan.FromSeconds(7) }, 1).Orders.Count > Run(plan, 1).Orders.Count, "no more orders");
    }

    [Fact]
    public void A_script_with_faults_throws() =>
        Assert.Throws<StrategyFaultException>(() => Run(PlanOf(StrategyKind.Trader) with { Faultiness = 0.5 }, 1));

    private static StrategyPlan PlanOf(StrategyKind kind) => new()
    {
        Kind = kind,
        Activity = 0.8,
        Distance = 0.001,
        Fickleness = 0.1,
        LimitEntries = 0.3,
        AtOnce = 2
    };

    private static BacktestResult Run(StrategyPlan plan, int seed)
    {
        var bench = new Bench(seed: 7, plan: new ExchangePlan { Symbols = ["ABC"], Volatility = 0.001 });
        bench.World.Run(bench.Start + TimeSpan.FromMinutes(120));
        var bars = bench.Exchange.Markets[0].Bars;
        var series = new BarSeries(
            new Instrument { Symbol = "ABC", TickSize = 0.01m }, new PlainCalendar(), Resolution.Minute,
            bars.Select(b => b.Start.Ticks).ToArray(), bars.Select(b => b.End.Ticks).ToArray(), bars.Select(b => b.Open).ToArray(),
            bars.Select(b => b.High).ToArray(), bars.Select(b => b.Low).ToArray(), bars.Select(b => b.Close).ToArray(),
            bars.Select(b => b.Volume).ToArray());
        return new Backtest(new BacktestSettings { Seed = seed }, _ => series, new SilentLog()).Run(new RandomStrategy(plan), null,
            TestContext.Current.CancellationToken);
    }
}
