using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Risk;

/// <summary>Losses that stop trading.</summary>
public sealed class LossLimitTests
{
    private static BacktestResult Run(RiskLimits limits, BarSeries series, params (int, Action<ScriptedStrategy>)[] acts) =>
        new Scene(series) { Settings = new BacktestSettings { Cash = 10_000, Risk = limits } }.OnBars(acts);

    private static RiskLimits Drawdown(BreachAction action) => new() { MaxDrawdown = 0.1m, OnBreach = action };

    [Fact]
    public void Drawdown_from_the_peak_lets_only_exits_through_for_the_rest_of_the_run()
    {
        var result = Run(
            Drawdown(BreachAction.Reduce), Bars.Flat(100, 100, 120, 95, 130, 130, 130),
            (0, s => s.Buy("X", 90)), (3, s => s.Buy("X", 1)), (4, s => s.Sell("X", 10)), (5, s => s.Buy("X", 1)));
        var breach = Assert.Single(result.Breaches);
        Assert.Equal("max-drawdown", breach.Limit);
        Assert.Equal("equity fell 19.07% from its peak of 11800.00, the limit is 10%", breach.Message);
        Assert.Equal([OrderStatus.Filled, OrderStatus.Denied, OrderStatus.Filled, OrderStatus.Denied], result.Orders.Select(o => o.Status));
        Assert.Equal(DenialCode.Reducing, result.Orders[1].Denial!.Code);
    }

    [Fact]
    public void Halt_lets_nothing_through_and_ends_what_works()
    {
        var result = Run(
            Drawdown(BreachAction.Halt), Bars.Flat(100, 100, 120, 95, 130, 130),
            (0, s => s.Buy("X", 90)), (1, s => s.Limit(Side.Sell, "X", 90, 500)), (4, s => s.Sell("X", 10)));
        Assert.Equal([OrderStatus.Filled, OrderStatus.Cancelled, OrderStatus.Denied], result.Orders.Select(o => o.Status));
        Assert.Equal(DenialCode.Halted, result.Orders[2].Denial!.Code);
        Assert.Equal(90, result.Account.Portfolio["X"].Quantity);
    }

    [Fact]
    public void Reduce_keeps_exits_working_and_ends_entries()
    {
        var result = Run(
            Drawdown(BreachAction.Reduce), Bars.Flat(100, 100, 120, 95, 130, 130),
            (0, s => s.Buy("X", 90)), (1, s => s.Limit(Side.Sell, "X", 90, 500)), (1, s => s.Limit(Side.Buy, "X", 5, 10)));
        Assert.Equal([OrderStatus.Filled, OrderStatus.Accepted, OrderStatus.Cancelled], result.Orders.Select(o => o.Status));
    }

    [Fact]
    public void Flatten_sells_everything_on_the_next_bar()
    {
        var result = Run(Drawdown(BreachAction.Flatten), Bars.Flat(100, 100, 120, 95, 94, 130), (0, s => s.Buy("X", 90)));
        Assert.Equal(2, result.Fills.Count);
        Assert.Equal(94, result.Fills[1].Price);
        Assert.Equal("flatten", result.Orders[1].Tag);
        Assert.True(result.Account.Portfolio["X"].IsFlat);
    }

    [Fact]
    public void Daily_loss_stops_the_day_and_the_next_day_begins_anew()
    {
        var limits = new RiskLimits { MaxDailyLoss = new RiskAmount(0.05m, IsRatio: true) };
        var hours = Bars.Of("X", Resolution.Hour, Bars.Monday.AddHours(20),
            [.. new[] { 100.0, 100, 90, 90, 90, 90, 90 }.Select(p => (p, p, p, p))]);
        var result = Run(limits, hours, (0, s => s.Buy("X", 60)), (2, s => s.Buy("X", 1)), (5, s => s.Buy("X", 1)));
        Assert.Equal("max-daily-loss", Assert.Single(result.Breaches).Limit);
        Assert.Equal("the loss of 2024-01-01 reached 600.00, the limit is 500.00", result.Breaches[0].Message);
        Assert.Equal([OrderStatus.Filled, OrderStatus.Denied, OrderStatus.Filled], result.Orders.Select(o => o.Status));
    }

    [Fact]
    public void A_limit_that_is_not_reached_changes_nothing()
    {
        var limits = new RiskLimits { MaxDailyLoss = new RiskAmount(900, IsRatio: false), MaxDrawdown = 0.09m };
        var result = Run(limits, Bars.Flat(100, 100, 92, 92), (0, s => s.Buy("X", 90)));
        Assert.Empty(result.Breaches);
    }
}
