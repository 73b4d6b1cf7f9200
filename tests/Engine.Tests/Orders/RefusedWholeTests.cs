using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Orders;

/// <summary>A bracket, OCO or OTO of which a leg is refused is refused whole, before anything trades.</summary>
public sealed class RefusedWholeTests
{
    private static readonly double[] Prices = [100, 100, 100, 100];

    private static (BacktestResult Result, Scene Scene) On(Action<ScriptedStrategy> act, RiskLimits? risk = null)
    {
        var scene = new Scene(Bars.Flat(Prices)) { Settings = new BacktestSettings { Cash = 10_000, Risk = risk ?? new RiskLimits() } };
        return (scene.OnBars((0, act)), scene);
    }

    [Theory]
    [InlineData(Side.Buy, -1, 110, null, "the stop price -1 is not above 0")]
    [InlineData(Side.Buy, 100, 110, null, "the stop 100 is not below the entry at 100")]
    [InlineData(Side.Buy, 105, 110, null, "the stop 105 is not below the entry at 100")]
    [InlineData(Side.Buy, 90, 95, null, "the target 95 is not above the entry at 100")]
    [InlineData(Side.Sell, 95, 90, null, "the stop 95 is not above the entry at 100")]
    [InlineData(Side.Sell, 110, 105, null, "the target 105 is not below the entry at 100")]
    [InlineData(Side.Sell, 110, -5, null, "the limit price -5 is not above 0")]
    [InlineData(Side.Buy, 96, 110, 95.0, "the stop 96 is not below the entry at 95")]
    [InlineData(Side.Buy, 101, 110, 120.0, "the stop 101 is not below the entry at 100")]
    [InlineData(Side.Sell, 104, 90, 105.0, "the stop 104 is not above the entry at 105")]
    public void A_bracket_with_a_bad_leg_is_refused_whole(Side side, double stop, double target, double? limit, string reason)
    {
        var (result, scene) = On(s => s.Bracket(side, "X", 10, stop, target, limit is { } price ? (Price)price : null));
        Assert.Empty(result.Fills);
        Assert.All(result.Orders, o => Assert.Equal((OrderStatus.Denied, DenialCode.Price), (o.Status, o.Denial!.Code)));
        Assert.Equal(3, result.Orders.Count);
        Assert.All(result.Orders, o => Assert.Contains(reason, o.Denial!.Message, StringComparison.Ordinal));
        Assert.Single(scene.Lines);
    }

    [Theory]
    [InlineData(Side.Buy, 99.99, 100.01, null)]
    [InlineData(Side.Sell, 100.01, 99.99, null)]
    [InlineData(Side.Buy, 90, 98, 95.0)]
    [InlineData(Side.Buy, 90, 103, 105.0)]
    public void A_bracket_with_its_legs_on_the_right_sides_passes(Side side, double stop, double target, double? limit)
    {
        var (result, _) = On(s => s.Bracket(side, "X", 10, stop, target, limit is { } price ? (Price)price : null));
        Assert.DoesNotContain(result.Orders, o => o.Status == OrderStatus.Denied);
    }

    [Fact]
    public void A_bracket_whose_entry_is_refused_has_no_exits()
    {
        var (result, _) = On(s => s.Bracket(Side.Buy, "X", 1000, stop: 90, target: 110));
        Assert.All(result.Orders, o => Assert.Equal((OrderStatus.Denied, DenialCode.BuyingPower), (o.Status, o.Denial!.Code)));
    }

    [Fact]
    public void A_bracket_that_is_refused_promises_no_cash()
    {
        var (result, _) = On(s =>
        {
            s.Bracket(Side.Buy, "X", 100, stop: 105, target: 110);
            s.Buy("X", 100);
        });
        Assert.Equal(100, Assert.Single(result.Fills).Quantity);
    }

    [Fact]
    public void A_reversing_bracket_whose_entry_is_too_large_is_not_cut()
    {
        var scene = new Scene(Bars.Flat(Prices))
        {
            Settings = new BacktestSettings { Cash = 10_000, Risk = new RiskLimits { MaxPosition = 10 } }
        };
        var result = scene.OnBars((0, s => s.Buy("X", 10)), (1, s => s.Bracket(Side.Sell, "X", 40, stop: 110, target: 90)));
        Assert.Single(result.Fills);
        Assert.All(result.Orders.Skip(1), o => Assert.Equal(OrderStatus.Denied, o.Status));
    }

    [Fact]
    public void An_unknown_symbol_refuses_a_bracket_whole()
    {
        var (result, _) = On(s => s.Bracket(Side.Buy, "Y", 1, stop: 90, target: 110));
        Assert.All(result.Orders, o => Assert.Equal(DenialCode.Symbol, o.Denial!.Code));
        Assert.Equal(3, result.Orders.Count);
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(101)]
    public void A_parent_ends_unfilled_when_a_child_is_refused(double stop)
    {
        var (result, _) = On(s => s.Then(
            s.Buy("X", 10),
            new OrderRequest { Symbol = "X", Side = Side.Sell, Quantity = 10, Type = OrderType.Limit, LimitPrice = 120, ReduceOnly = true },
            new OrderRequest
            {
                Symbol = "X",
                Side = Side.Sell,
                Quantity = 10,
                Type = OrderType.Stop,
                StopPrice = (decimal)stop,
                ReduceOnly = true
            }));
        Assert.Empty(result.Fills);
        Assert.Equal([OrderStatus.Cancelled, OrderStatus.Denied, OrderStatus.Denied], result.Orders.Select(o => o.Status));
        Assert.StartsWith("order 3, which was to follow it, was denied: Price: the stop", result.Orders[0].Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_parent_that_has_filled_keeps_the_children_that_are_good()
    {
        Order? entry = null;
        var scene = new Scene(Bars.Flat(Prices));
        var result = scene.OnBars((0, s => entry = s.Buy("X", 10)), (1, s => s.Then(
            entry!,
            new OrderRequest { Symbol = "X", Side = Side.Sell, Quantity = 10, Type = OrderType.Limit, LimitPrice = -1, ReduceOnly = true },
            new OrderRequest { Symbol = "X", Side = Side.Sell, Quantity = 10, Type = OrderType.Stop, StopPrice = 90, ReduceOnly = true })));
        Assert.Equal([OrderStatus.Filled, OrderStatus.Denied, OrderStatus.Accepted], result.Orders.Select(o => o.Status));
    }

    [Fact]
    public void A_child_that_adds_to_its_parent_may_lie_on_any_side()
    {
        var (result, _) = On(s => s.Then(s.Buy("X", 1),
            new OrderRequest { Symbol = "X", Side = Side.Buy, Quantity = 1, Type = OrderType.Limit, LimitPrice = 101 }));
        Assert.Equal(2, result.Fills.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Orders_that_are_linked_with_a_refused_one_end_before_they_trade(bool isOco)
    {
        var (result, scene) = On(s =>
        {
            var orders = new[] { s.Limit(Side.Buy, "X", 1, 100), s.Stop(Side.Buy, "X", 1, -3) };
            if (isOco) s.Oco(orders);
            else s.Ouo(orders);
        });
        Assert.Empty(result.Fills);
        Assert.Equal([OrderStatus.Cancelled, OrderStatus.Denied], result.Orders.Select(o => o.Status));
        Assert.Contains("order 2, which it was to be linked with, was refused: Price", result.Orders[0].Reason, StringComparison.Ordinal);
        Assert.Contains(scene.Lines, l => l.Contains("Orders 1 end, as order 2", StringComparison.Ordinal));
    }

    [Fact]
    public void Orders_that_ended_in_another_way_are_left_out_of_a_link_as_before()
    {
        var (result, _) = On(s =>
        {
            var gone = s.Limit(Side.Buy, "X", 1, 50);
            s.Cancel(gone);
            s.Oco(gone, s.Limit(Side.Buy, "X", 1, 60), s.Limit(Side.Buy, "X", 1, 70));
        });
        Assert.Equal([OrderStatus.Cancelled, OrderStatus.Accepted, OrderStatus.Accepted], result.Orders.Select(o => o.Status));
    }
}
