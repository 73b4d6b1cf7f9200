using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Risk;

/// <summary>What the host keeps for every position, and what locks trading for a while.</summary>
public sealed class GuardTests
{
    private static BacktestResult Run(RiskLimits limits, BarSeries series, params (int, Action<ScriptedStrategy>)[] acts) =>
        new Scene(series) { Settings = new BacktestSettings { Cash = 10_000, Risk = limits } }.OnBars(acts);

    private static IEnumerable<(string?, Side, decimal, decimal)> Filled(BacktestResult result) =>
        result.Orders.Where(o => o.Status == OrderStatus.Filled).Select(o => (o.Tag, o.Side, o.Filled, o.AveragePrice!.Value));

    [Fact]
    public void A_stop_loss_rests_at_the_venue_and_closes_the_position()
    {
        var result = Run(new RiskLimits { StopLoss = 0.05m },
            Bars.Daily((100, 100, 100, 100), (100, 100, 100, 100), (99, 99, 94, 94), (94, 94, 94, 94)), (0, s => s.Buy("X", 10)));
        Assert.Equal([(null, Side.Buy, 10m, 100m), ("stop-loss", Side.Sell, 10m, 95m)], Filled(result));
    }

    [Fact]
    public void A_take_profit_closes_the_position_and_ends_the_stop()
    {
        var result = Run(new RiskLimits { StopLoss = 0.05m, TakeProfit = 0.1m },
            Bars.Daily((100, 100, 100, 100), (100, 100, 100, 100), (101, 112, 101, 112), (112, 112, 80, 80), (80, 80, 80, 80)),
            (0, s => s.Buy("X", 10)));
        Assert.Equal([(null, Side.Buy, 10m, 100m), ("take-profit", Side.Sell, 10m, 110m)], Filled(result));
        Assert.Equal(OrderStatus.Cancelled, result.Orders.Single(o => o.Tag == "stop-loss").Status);
    }

    [Fact]
    public void They_follow_a_position_that_grows_shrinks_and_turns_over()
    {
        var result = Run(
            new RiskLimits { StopLoss = 0.1m, BuyingPower = false }, Bars.Flat(100, 100, 110, 110, 110, 130, 130),
            (0, s => s.Buy("X", 10)), (1, s => s.Buy("X", 10)), (3, s => s.Sell("X", 30)));
        Assert.Equal([(null, Side.Buy, 10m, 100m), (null, Side.Buy, 10m, 110m), (null, Side.Sell, 30m, 110m),
            ("stop-loss", Side.Buy, 10m, 130m)], Filled(result));
        var first = result.Orders.First(o => o.Tag == "stop-loss");
        Assert.Equal((20m, 94.5m, OrderStatus.Cancelled), (first.Quantity, first.StopPrice, first.Status));
    }

    [Fact]
    public void Losses_in_a_row_lock_for_a_while()
    {
        var result = Run(
            new RiskLimits { LockAfterLosses = 2, LockMinutes = 2 * 24 * 60 }, Bars.Flat(100, 100, 90, 90, 80, 80, 80, 80, 80, 80),
            (0, s => s.Buy("X", 1)), (1, s => s.Close("X")), (2, s => s.Buy("X", 1)), (3, s => s.Close("X")), (5, s => s.Buy("X", 1)),
            (7, s => s.Buy("X", 1)));
        Assert.Equal([OrderStatus.Denied, OrderStatus.Filled], result.Orders.TakeLast(2).Select(o => o.Status));
        Assert.Contains("after 2 losses in a row", result.Orders[^2].Reason, StringComparison.Ordinal);
        Assert.Equal("lock-after-losses", Assert.Single(result.Breaches).Limit);
    }

    [Fact]
    public void Orders_that_the_venue_refuses_again_and_again_halt_trading()
    {
        // The price jumps between the order and its fill, so that the cash does not suffice any more.
        var result = Run(
            new RiskLimits { MaxRejectsPerMinute = 1 }, Bars.Flat(100, 300, 300, 300),
            (0, s =>
            {
                s.Buy("X", 50);
                s.Buy("X", 49);
            }
        ), (2, s => s.Buy("X", 1)));
        Assert.Equal([OrderStatus.Rejected, OrderStatus.Rejected, OrderStatus.Denied], result.Orders.Select(o => o.Status));
        Assert.Equal("max-rejects-per-minute", Assert.Single(result.Breaches).Limit);
    }

    [Fact]
    public void Sizes_are_whole_lots_of_equity()
    {
        var sizes = new List<decimal>();
        Run(new RiskLimits(), Bars.Flat(100, 99), (0, s => sizes.AddRange([s.FractionSize("X", 0.255).Value,
            s.RiskSize("X", 0.01, 2.5).Value, s.VolatilitySize("X", 0.1, 0.4).Value, s.RiskSize("X", 0.01, 0).Value])));
        Assert.Equal([25m, 40m, 25m, 0m], sizes);
    }
}
