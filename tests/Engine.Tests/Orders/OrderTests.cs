using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Orders;

/// <summary>Orders are changed, ended, and made from targets.</summary>
public sealed class OrderTests
{
    [Fact]
    public void A_cancel_is_effective_at_once()
    {
        Order? order = null;
        var answers = new List<bool>();
        var result = new Scene(Bars.Flat(100, 100, 40)).OnBars((0, s => order = s.Limit(Side.Buy, "X", 1, 50)),
            (1, s => answers.AddRange([s.Cancel(order!), s.Cancel(order!)])));
        Assert.Empty(result.Fills);
        Assert.Equal(OrderStatus.Cancelled, order!.Status);
        Assert.Equal([true, false], answers);
    }

    [Fact]
    public void A_replaced_order_works_at_its_new_price_and_quantity()
    {
        Order? order = null;
        var result = new Scene(Bars.Flat(100, 100, 60, 60)).OnBars((0, s => order = s.Limit(Side.Buy, "X", 1, 50)),
            (1, s => s.Replace(order!, quantity: 3, limit: 70)));
        var fill = Assert.Single(result.Fills);
        Assert.Equal((3m, 60m), (fill.Quantity, fill.Price));
    }

    [Fact]
    public void A_price_that_the_order_does_not_have_cannot_be_changed()
    {
        bool changed = true;
        var scene = new Scene(Bars.Flat(100, 100, 60));
        scene.OnBars((0, s => changed = s.Replace(s.Limit(Side.Buy, "X", 1, 50), stop: 70)));
        Assert.False(changed);
        Assert.Contains(scene.Lines, l => l.Contains("a Limit order has no stop", StringComparison.Ordinal));
    }

    [Fact]
    public void Prices_move_to_the_tick_grid_and_never_to_a_worse_one()
    {
        var series = Bars.Of(new Instrument { Symbol = "X", TickSize = 0.25m }, new PlainCalendar(), Resolution.Day, Bars.Monday,
            (100, 100, 100, 100), (100, 100, 100, 100));
        var result = new Scene(series).OnBars(
            (0, s => s.Limit(Side.Buy, "X", 1, 90.3)), (0, s => s.Limit(Side.Sell, "X", 1, 110.3)),
            (0, s => s.Stop(Side.Buy, "X", 1, 110.3)), (0, s => s.Stop(Side.Sell, "X", 1, 90.3)));
        Assert.Equal([90.25m, 110.5m, null, null], result.Orders.Select(o => o.LimitPrice));
        Assert.Equal([null, null, 110.5m, 90.25m], result.Orders.Select(o => o.StopPrice));
    }

    [Fact]
    public void A_target_counts_what_is_under_way()
    {
        var result = new Scene(Bars.Flat(100, 100, 100, 100)).OnBars((0, s => s.Target("X", 10)), (0, s => s.Target("X", 10)),
            (2, s => s.Target("X", -5)));
        Assert.Equal([(Side.Buy, 10m), (Side.Sell, 15m)], result.Orders.Select(o => (o.Side, o.Quantity)));
    }

    [Fact]
    public void A_part_of_equity_is_whole_lots_rounded_towards_zero()
    {
        var series = Bars.Of(new Instrument { Symbol = "X", LotSize = 10, Multiplier = 2 }, new PlainCalendar(), Resolution.Day,
            Bars.Monday, (101, 101, 101, 101), (101, 101, 101, 101));
        var result = new Scene(series) { Settings = new BacktestSettings { Cash = 10_000 } }.OnBars((0, s => s.TargetPercent("X", -0.9)));
        Assert.Equal((Side.Sell, 40m), (result.Orders[0].Side, result.Orders[0].Quantity));
    }

    [Fact]
    public void Close_ends_orders_and_the_position()
    {
        var result = new Scene(Bars.Flat(100, 100, 100, 100)).OnBars((0, s => s.Buy("X", 5)), (1, s => s.Stop(Side.Sell, "X", 5, 50)),
            (2, s => s.Close("X")));
        Assert.Equal([OrderStatus.Filled, OrderStatus.Cancelled, OrderStatus.Filled], result.Orders.Select(o => o.Status));
        Assert.True(result.Account.Portfolio["X"].IsFlat);
    }

    [Fact]
    public void Open_orders_are_those_that_can_still_fill()
    {
        var counts = new List<int>();
        new Scene(Bars.Flat(100, 100, 100)).Run(s => s.OnBar("X", _ =>
        {
            s.Buy("X", 1);
            s.Limit(Side.Buy, "X", 1, 50);
            counts.Add(s.Orders.Count);
        }));
        Assert.Equal([2, 3, 4], counts);
    }

    [Fact]
    public void Futures_are_worth_their_multiplier()
    {
        var series = Bars.Of(new Instrument { Symbol = "X", Multiplier = 50 }, new PlainCalendar(), Resolution.Day, Bars.Monday,
            (100, 100, 100, 100), (100, 100, 100, 100), (101, 101, 101, 101));
        var result = new Scene(series) { Settings = new BacktestSettings { Cash = 10_000 } }.OnBars((0, s => s.Buy("X", 1)));
        Assert.Equal(10_050, result.Equity.Latest.Equity);
        Assert.Equal(5_000, result.Account.Portfolio.Cash);
    }
}
