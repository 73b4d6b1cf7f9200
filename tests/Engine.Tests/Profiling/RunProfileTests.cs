using StrategyHost.Engine.Profiling;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Profiling;

public sealed class RunProfileTests
{
    private static readonly BarSeries Days = Bars.Flat([.. Enumerable.Range(0, 2000).Select(i => 100.0 + (i % 7))]);

    private static BacktestResult Run(RunProfile? profile) =>
        new Backtest(new BacktestSettings(), new BarSources(_ => Days), new SilentLog(), profile: profile).Run(
        new ScriptedStrategy(s => s.OnBar("X", bar =>
        {
            if (bar.Close > 103) s.Buy("X", 1);
            else s.Sell("X", 1);
        })),
        null,
        TestContext.Current.CancellationToken);

    [Fact]
    public void The_shares_of_a_run_add_up_to_one()
    {
        var profile = new RunProfile();
        Run(profile);
        Assert.Equal(Enum.GetValues<RunStage>(), profile.Shares.Keys);
        Assert.Equal(1, profile.Shares.Values.Sum(), 9);
        Assert.True(profile.Shares[RunStage.Script] > 0);
    }

    [Fact]
    public void A_run_that_did_not_happen_has_no_shares() => Assert.All(new RunProfile().Shares.Values, share => Assert.Equal(0, share));

    [Fact]
    public void Looking_changes_nothing() =>
        Assert.Equal(Run(null).Orders.Select(o => o.ToString()), Run(new RunProfile()).Orders.Select(o => o.ToString()));
}
