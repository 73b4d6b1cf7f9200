using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;
using StrategyHost.Engine.Venues;

namespace StrategyHost.Engine.Tests.Risk;

/// <summary>Whatever only makes a position smaller passes, when it is made and when it fills; a reversal that is too dear closes.</summary>
public sealed class ClosingTests
{
    private static Scene At(decimal cash, string limits, params double[] prices) => new(Bars.Flat(prices))
    {
        Settings = new BacktestSettings { Cash = cash, Risk = Limits(limits) },
    };

    private static RiskLimits Limits(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('=')).Aggregate(new RiskLimits(),
            (limits, l) => limits.With(l[0], l[1]));

    private static decimal Held(BacktestResult result) => result.Account.Portfolio["X"].Quantity;

    private static void Repeat(int times, Action act)
    {
        for (int i = 0; i < times; i++) act();
    }

    [Fact]
    public void A_stop_over_which_the_price_gaps_fills_and_leaves_a_debt_with_a_margin_call()
    {
        var result = At(100_000, "", 10, 10, 10, 30, 30).OnBars((0, s => s.Sell("X", 9000)), (1, s => s.Stop(Side.Buy, "X", 9000, 12)));
        Assert.Equal([10m, 30m], result.Fills.Select(f => f.Price));
        Assert.Equal((0m, -80_000m), (Held(result), result.Account.Portfolio.Cash));
        Assert.Equal("margin call: closing 9000 X at 30 left the account 80000.00 USD in debt", Assert.Single(result.Breaches).Message);
    }

    [Fact]
    public void A_short_position_is_bought_back_at_the_market_whatever_it_costs()
    {
        var result = At(100_000, "", 10, 10, 30, 30).OnBars((0, s => s.Sell("X", 9000)), (2, s => s.Close("X")));
        Assert.All(result.Orders, o => Assert.Equal(OrderStatus.Filled, o.Status));
        Assert.Equal(0, Held(result));
        Assert.Single(result.Breaches);
    }

    private static readonly Dictionary<string, Action<ScriptedStrategy>> WaysBack = new()
    {
        ["limit"] = s => s.Limit(Side.Buy, "X", 10, 900),
        ["stop"] = s => s.Stop(Side.Buy, "X", 10, 200),
        ["stop-limit"] = s => s.StopLimit(Side.Buy, "X", 10, 200, 1000),
        ["trailing stop"] = s => s.TrailingStop(Side.Buy, "X", 10, Trail.Percent(1)),
        ["if touched"] = s => s.MarketIfTouched(Side.Buy, "X", 10, 200),
        ["at the open"] = s => s.MarketOnOpen(Side.Buy, "X", 10),
        ["at the close"] = s => s.MarketOnClose(Side.Buy, "X", 10),
        ["at once"] = s => s.Submit(new OrderRequest
        {
            Symbol = "X",
            Side = Side.Buy,
            Quantity = 10,
            TimeInForce = TimeInForce.ImmediateOrCancel
        }),
        ["whole or not"] = s => s.Submit(new OrderRequest
        {
            Symbol = "X",
            Side = Side.Buy,
            Quantity = 10,
            TimeInForce = TimeInForce.FillOrKill
        }),
        ["two halves"] = s => Repeat(2, () => s.Buy("X", 5)),
        ["linked exits"] = s => s.Oco(s.Stop(Side.Buy, "X", 10, 200), s.Limit(Side.Buy, "X", 10, 50)),
        ["a target of nothing"] = s => s.TargetPercent("X", 0),
    };

    public static TheoryData<string> Ways => new(WaysBack.Keys);

    [Theory]
    [MemberData(nameof(Ways))]
    public void Every_way_out_of_a_short_position_passes_without_the_cash_for_it(string way)
    {
        // Sold at 100 with 500 in cash; the way out is asked for at 150 and fills where the price has gone to 900, over 120.
        var series = Bars.Daily((100, 100, 100, 100), (100, 100, 100, 100), (150, 150, 150, 150), (900, 900, 120, 900), (900, 900, 900, 900));
        var scene = new Scene(series) { Settings = new BacktestSettings { Cash = 500 } };
        var result = scene.OnBars((0, s => s.Sell("X", 10)), (2, WaysBack[way]));
        Assert.Equal(0, Held(result));
        Assert.DoesNotContain(result.Orders, o => o.Status is OrderStatus.Denied or OrderStatus.Rejected);
        Assert.True(result.Account.Portfolio.Cash < 500);
        Assert.Contains("margin call", Assert.Single(result.Breaches).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_a_short_position_is_bought_back_whatever_it_costs()
    {
        var result = At(1_000, "", 10, 10, 100, 100).OnBars((0, s => s.Sell("X", 90)), (2, s => s.Limit(Side.Buy, "X", 50, 110)));
        Assert.Equal(-40, Held(result));
        Assert.Equal(-3_100, result.Account.Portfolio.Cash + 0);
    }

    [Fact]
    public void What_else_is_held_pays_the_debt_of_a_closed_position()
    {
        var other = Bars.Of("Y", Resolution.Day, Bars.Monday, [.. Enumerable.Repeat((50.0, 50.0, 50.0, 50.0), 6)]);
        var scene = new Scene(Bars.Flat(10, 10, 10, 10, 10, 10), other) { Settings = new BacktestSettings { Cash = 1_000 } };
        var result = scene.Run(s =>
        {
            int bar = 0;
            s.Use("Y");
            s.OnBar("X", _ =>
            {
                bar++;
                if (bar == 1) s.Sell("X", 100);
                if (bar == 2) s.Buy("Y", 30);
                if (bar == 3) s.Close("X");
            });
        });
        Assert.Equal("margin call: closing 100 X at 10 left the account 500.00 USD in debt", Assert.Single(result.Breaches).Message);
        Assert.Equal((0m, 0m, 1_000m), (Held(result), result.Account.Portfolio["Y"].Quantity, result.Account.Portfolio.Cash));
    }

    [Theory]
    [InlineData("initial-margin=50%")]
    [InlineData("initial-margin=50% maintenance-margin=5%")]
    public void A_margin_account_closes_over_a_gap_into_debt_and_is_called_once(string limits)
    {
        var result = At(1_000, limits, 10, 10, 10, 40, 40, 40).OnBars((0, s => s.Sell("X", 100)), (1, s => s.Stop(Side.Buy, "X", 100, 12)));
        Assert.Equal((0m, -2_000m), (Held(result), result.Account.Portfolio.Cash));
        Assert.Contains("2000.00 USD in debt", Assert.Single(result.Breaches).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_margin_account_that_owes_cash_and_is_worth_more_is_not_called()
    {
        var result = At(1_000, "initial-margin=50%", 10, 10, 10, 10).OnBars((0, s => s.Buy("X", 200)), (1, s => s.Sell("X", 50)));
        Assert.Equal(-500, result.Account.Portfolio.Cash);
        Assert.Empty(result.Breaches);
    }

    [Theory]
    [InlineData("max-order-quantity=5")]
    [InlineData("max-order-notional=500")]
    [InlineData("price-collar=1%")]
    [InlineData("max-open-orders=1")]
    [InlineData("max-orders-per-minute=1")]
    [InlineData("max-trades-per-day=1")]
    [InlineData("max-position=10")]
    [InlineData("max-position-value=60%")]
    [InlineData("max-gross-exposure=60%")]
    [InlineData("max-net-exposure=60%")]
    [InlineData("initial-margin=100%")]
    public void Exits_pass_limits_that_what_opens_does_not(string limits)
    {
        // Ten are bought in two halves where one order of ten is too large, then the price triples; a stop and a target for all of it are
        // made at one instant.
        var result = At(1_000, limits, 100, 100, 100, 300, 300, 300).OnBars(
            (0, s => s.Buy("X", 5)), (1, s => s.Buy("X", 5)),
            (3, s => s.Oco(s.Stop(Side.Sell, "X", s.Position("X").Quantity, 200), s.Limit(Side.Sell, "X", s.Position("X").Quantity, 400))));
        var exits = result.Orders.Where(o => o.Side == Side.Sell).ToList();
        Assert.Equal(2, exits.Count);
        Assert.All(exits, o => Assert.Null(o.Denial));
    }

    [Fact]
    public void Exits_that_could_turn_the_position_into_a_larger_one_are_judged_like_others()
    {
        var result = At(10_000, "max-open-orders=2", 100, 100, 100, 100).OnBars((0, s => s.Buy("X", 10)),
            (1, s => Repeat(3, () => s.Stop(Side.Sell, "X", 10, 90))));
        Assert.Equal([OrderStatus.Filled, OrderStatus.Accepted, OrderStatus.Accepted, OrderStatus.Denied],
            result.Orders.Select(o => o.Status));
    }

    [Fact]
    public void A_price_collar_treats_the_legs_of_a_bracket_as_other_exits()
    {
        var result = At(10_000, "price-collar=5%", 100, 100, 100, 100).OnBars(
            (0, s => s.Bracket(Side.Buy, "X", 10, stop: 50, target: 200)),
            (1, s => s.Submit(new OrderRequest
            {
                Symbol = "X",
                Side = Side.Sell,
                Quantity = 10,
                Type = OrderType.Limit,
                LimitPrice = 200,
                ReduceOnly = true
            })),
            (1, s => s.Limit(Side.Sell, "X", 10, 200)),
            (1, s => s.Limit(Side.Buy, "X", 10, 50)));
        Assert.All(result.Orders.SkipLast(1), o => Assert.Null(o.Denial));
        Assert.Equal(DenialCode.PriceCollar, result.Orders[^1].Denial!.Code);
    }

    [Fact]
    public void A_reversal_that_the_cash_cannot_pay_for_closes_and_does_not_open()
    {
        var result = At(1_000, "", 10, 10, 25, 25, 25).OnBars((0, s => s.Sell("X", 100)), (2, s => s.Target("X", 100)));
        Assert.Equal(0, Held(result));
        Assert.Equal([(100m, OrderStatus.Filled), (100m, OrderStatus.Filled), (100m, OrderStatus.Denied)],
            result.Orders.Select(o => (o.Quantity, o.Status)));
        Assert.Equal(DenialCode.BuyingPower, result.Orders[2].Denial!.Code);
    }

    [Fact]
    public void A_reversal_that_became_too_dear_closes_at_its_fill_and_the_rest_is_rejected()
    {
        var scene = At(1_000, "", 10, 10, 10, 15, 15);
        var result = scene.OnBars((0, s => s.Sell("X", 100)), (2, s => s.Target("X", 100)));
        var order = result.Orders[1];
        Assert.Equal((100m, OrderStatus.Cancelled), (order.Filled, order.Status));
        Assert.Equal("insufficient cash: the fill needs 3000.00 USD, the account has 2000.00", order.Reason);
        Assert.Equal(0, Held(result));
        Assert.Contains(scene.Lines,
            l => l.Contains("The remaining 100 of order 2 X were rejected by the venue: insufficient cash", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("max-position=10")]
    [InlineData("allow-short=false")]
    [InlineData("initial-margin=100%")]
    public void A_reversal_whose_second_half_is_refused_closes_the_first(string limits)
    {
        var result = At(1_000, limits, 100, 100, 100, 100).OnBars((0, s => s.Buy("X", 10)), (1, s => s.Sell("X", 40)));
        Assert.Equal(0, Held(result));
        Assert.Equal([(10m, OrderStatus.Filled), (10m, OrderStatus.Filled), (30m, OrderStatus.Denied)],
            result.Orders.Select(o => (o.Quantity, o.Status)));
    }

    [Fact]
    public void A_reversal_that_must_fill_whole_or_not_at_all_is_refused_whole()
    {
        var result = At(1_000, "max-position=10", 100, 100, 100).OnBars(
            (0, s => s.Buy("X", 10)), (1, s => s.Limit(Side.Sell, "X", 40, 90, TimeInForce.FillOrKill)));
        Assert.Equal(OrderStatus.Denied, result.Orders[1].Status);
        Assert.Equal(10, Held(result));
    }

    [Fact]
    public void A_half_that_is_closed_already_by_a_working_order_is_not_closed_again()
    {
        var result = At(1_000, "max-position=10", 100, 100, 100).OnBars((0, s => s.Buy("X", 10)), (1, s => s.Sell("X", 10)),
            (1, s => s.Sell("X", 40)));
        Assert.Equal(OrderStatus.Denied, result.Orders[2].Status);
        Assert.Equal(0, Held(result));
    }

    [Fact]
    public void A_fill_in_parts_that_becomes_too_dear_keeps_what_was_filled()
    {
        var scene = new Scene(Bars.Flat(10, 10, 30, 30))
        {
            Settings = new BacktestSettings { Cash = 2_000, Fills = new FillSettings { Participation = 0.1 } }
        };
        var order = Assert.Single(scene.OnBars((0, s => s.Buy("X", 150))).Orders);
        Assert.Equal((100m, OrderStatus.Cancelled), (order.Filled, order.Status));
        Assert.StartsWith("insufficient cash", order.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Lines, l => l.Contains("cannot become", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1/order", "0")]
    [InlineData("0.1%", "0")]
    [InlineData("0.005/share:min=1:max=1%", "0")]
    [InlineData("0.1%+1/order", "10bps")]
    public void All_of_equity_buys_what_can_be_paid_for_with_costs(string commission, string slippage)
    {
        var settings = new BacktestSettings
        {
            Cash = 10_000,
            Commission = CommissionSpec.Parse(commission),
            Slippage = SlippageSpec.Parse(slippage)
        };
        var scene = new Scene(Bars.Daily((10, 10, 10, 10), (10, 11, 9, 10), (10, 11, 9, 10))) { Settings = settings };
        var result = scene.OnBars((0, s => s.TargetPercent("X", 1.0)));
        Assert.Equal(slippage == "0" ? OrderStatus.Filled : OrderStatus.Cancelled, Assert.Single(result.Orders).Status);
        Assert.InRange(result.Account.Portfolio.Cash, 0, 11);
        Assert.InRange(Held(result), 980, 999);
    }

    [Fact]
    public void All_of_equity_buys_what_can_be_paid_for_after_a_gap()
    {
        var result = At(10_000, "", 10, 10.3, 10.3).OnBars((0, s => s.TargetPercent("X", 1.0)));
        Assert.Equal((970m, 1000m, OrderStatus.Cancelled), (Held(result), result.Orders[0].Quantity, result.Orders[0].Status));
        Assert.Equal("insufficient cash: the fill needs 10300.00 USD, the account has 10000.00", result.Orders[0].Reason);
    }

    [Fact]
    public void Two_halves_of_equity_share_the_cash()
    {
        var other = Bars.Of("Y", Resolution.Day, Bars.Monday, (10, 10, 10, 10), (10, 10, 10, 10));
        var scene = new Scene(Bars.Flat(10, 10), other)
        {
            Settings = new BacktestSettings { Cash = 10_000, Commission = CommissionSpec.Parse("1%") }
        };
        var result = scene.Run(s =>
        {
            s.Use("Y");
            s.OnBar("X", bar =>
            {
                if (bar.Start != Bars.Monday) return;
                s.TargetPercent("X", 0.5);
                s.TargetPercent("Y", 0.5);
            });
        });
        Assert.Equal([500m, 490m], result.Fills.Select(f => f.Quantity));
    }

    [Fact]
    public void From_short_to_all_of_equity_pays_for_the_way_back_first()
    {
        var scene = new Scene(Bars.Flat(10, 10, 10, 10))
        {
            Settings = new BacktestSettings { Cash = 1_000, Commission = CommissionSpec.Parse("1/order") }
        };
        var result = scene.OnBars((0, s => s.Sell("X", 100)), (2, s => s.TargetPercent("X", 1.0)));
        Assert.Equal(99, Held(result));
        Assert.Equal(8, result.Account.Portfolio.Cash);
    }

    [Fact]
    public void A_target_that_rounds_to_nothing_says_so_once()
    {
        var scene = At(1_000, "", 450, 450, 450, 450);
        var result = scene.Run(s => s.OnBar("X", _ => s.TargetPercent("X", 0.1)));
        Assert.Empty(result.Orders);
        string line = Assert.Single(scene.Lines, l => l.Contains("less than one lot of X", StringComparison.Ordinal));
        Assert.Contains("10% of equity", line, StringComparison.Ordinal);
        Assert.Contains("it is 100.00, a lot of 1 costs 450.00", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_of_nothing_is_no_target_that_rounds_to_nothing()
    {
        var scene = At(1_000, "", 450, 450);
        scene.Run(s => s.OnBar("X", _ => s.TargetPercent("X", 0)));
        Assert.Empty(scene.Lines);
    }
}
