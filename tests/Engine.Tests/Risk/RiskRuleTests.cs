using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Risk;

/// <summary>Each rule refuses what is beyond its limit, says so, and lets pass what is at the limit.</summary>
public sealed class RiskRuleTests
{
    private static BacktestResult Run(string limits, params (int, Action<ScriptedStrategy>)[] acts) => SceneWith(limits).OnBars(acts);

    private static Scene SceneWith(string limits) => new(Bars.Flat(100, 100, 100, 100, 100, 100))
    {
        Settings = new BacktestSettings { Cash = 10_000, Risk = Limits(limits) }
    };

    private static RiskLimits Limits(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('=')).Aggregate(new RiskLimits(),
            (limits, l) => limits.With(l[0], l[1]));

    private static void Refuses(BacktestResult result, DenialCode code, string message)
    {
        var order = result.Orders[^1];
        Assert.Equal(OrderStatus.Denied, order.Status);
        Assert.Equal(code, order.Denial!.Code);
        Assert.Contains(message, order.Denial.Message, StringComparison.Ordinal);
    }

    private static void LetsPass(BacktestResult result) => Assert.DoesNotContain(result.Orders, o => o.Status == OrderStatus.Denied);

    [Fact]
    public void Zero_and_negative_quantities_are_refused()
    {
        Refuses(Run("", (0, s => s.Buy("X", 0))), DenialCode.Quantity, "0");
        Refuses(Run("", (0, s => s.Sell("X", -5))), DenialCode.Quantity, "-5");
    }

    [Fact]
    public void A_part_of_a_lot_is_refused() => Refuses(Run("", (0, s => s.Buy("X", 1.5))), DenialCode.LotSize, "1.5");

    [Fact]
    public void An_order_below_the_smallest_value_is_refused_and_one_at_it_passes()
    {
        var series = Bars.Of(new Instrument { Symbol = "X", LotSize = 0.01m, MinNotional = 5 }, new PlainCalendar(), Resolution.Day,
            Bars.Monday, (100, 100, 100, 100), (100, 100, 100, 100));
        Refuses(new Scene(series).OnBars((0, s => s.Buy("X", 0.04))), DenialCode.MinNotional, "worth 4, and X takes none below 5");
        LetsPass(new Scene(series).OnBars((0, s => s.Buy("X", 0.05))));
    }

    [Fact]
    public void An_unknown_symbol_is_refused_by_name() =>
        Refuses(Run("", (0, s => s.Buy("Y", 1))), DenialCode.Symbol, "'Y' is not a symbol of this run (X)");

    [Fact]
    public void A_price_that_is_not_above_zero_is_refused() =>
        Refuses(Run("", (0, s => s.Limit(Side.Buy, "X", 1, 0))), DenialCode.Price, "0");

    [Fact]
    public void A_symbol_that_has_shown_no_price_is_refused()
    {
        var late = Bars.Of("Y", Resolution.Day, Bars.Monday.AddDays(3), (5, 5, 5, 5));
        var result = new Scene(Bars.Flat(100, 100, 100, 100), late).Run(s =>
        {
            s.Use("Y");
            s.OnBar("X", _ => s.Buy("Y", 1));
        });
        Assert.Equal(DenialCode.NoPrice, result.Orders[0].Denial!.Code);
        Assert.Equal(OrderStatus.Accepted, result.Orders[^1].Status);
    }

    [Fact]
    public void Only_allowed_symbols_trade()
    {
        Refuses(Run("allowed-symbols=A,B", (0, s => s.Buy("X", 1))), DenialCode.Symbol, "X");
        LetsPass(Run("allowed-symbols=A,X", (0, s => s.Buy("X", 1))));
    }

    [Fact]
    public void Order_quantity_has_a_limit()
    {
        Refuses(Run("max-order-quantity=10", (0, s => s.Buy("X", 11))), DenialCode.OrderQuantity,
            "the quantity 11 is above the limit of 10");
        LetsPass(Run("max-order-quantity=10", (0, s => s.Buy("X", 10))));
    }

    [Theory]
    [InlineData("max-order-notional=1000", "1000")]
    [InlineData("max-order-notional=10%", "1000")]
    public void Order_notional_has_a_limit(string limit, string shown)
    {
        Refuses(Run(limit, (0, s => s.Buy("X", 11))), DenialCode.OrderNotional, shown);
        LetsPass(Run(limit, (0, s => s.Buy("X", 10))));
    }

    [Fact]
    public void Position_size_counts_working_orders_and_lets_exits_pass()
    {
        Refuses(Run("max-position=10", (0, s => s.Buy("X", 6)), (2, s => s.Buy("X", 5))), DenialCode.PositionSize,
            "could become 11, the limit is 10");
        Refuses(Run("max-position=10", (0, s => s.Limit(Side.Buy, "X", 6, 50)), (1, s => s.Buy("X", 5))), DenialCode.PositionSize, "11");
        Refuses(Run("max-position=10", (0, s => s.Sell("X", 11))), DenialCode.PositionSize, "-11");
        LetsPass(Run("max-position=10", (0, s => s.Buy("X", 10)), (2, s => s.Sell("X", 10))));
    }

    [Fact]
    public void Position_value_has_a_limit()
    {
        Refuses(Run("max-position-value=25%", (0, s => s.Buy("X", 26))), DenialCode.PositionSize, "2500");
        LetsPass(Run("max-position-value=25%", (0, s => s.Buy("X", 25))));
    }

    [Fact]
    public void Gross_and_net_exposure_have_limits()
    {
        Refuses(Run("max-gross-exposure=50%", (0, s => s.Buy("X", 51))), DenialCode.GrossExposure, "5100.00, the limit is 5000.00");
        LetsPass(Run("max-gross-exposure=50%", (0, s => s.Buy("X", 50))));
        Refuses(Run("max-net-exposure=3000", (0, s => s.Sell("X", 31))), DenialCode.NetExposure, "3000");
        LetsPass(Run("max-net-exposure=3000", (0, s => s.Sell("X", 30))));
    }

    [Fact]
    public void Open_orders_have_a_limit()
    {
        Refuses(Run("max-open-orders=1", (0, s => s.Limit(Side.Buy, "X", 1, 50)), (0, s => s.Limit(Side.Buy, "X", 1, 51))),
            DenialCode.OpenOrders, "1 orders are working, the limit is 1");
        LetsPass(Run("max-open-orders=2", (0, s => s.Limit(Side.Buy, "X", 1, 50)), (0, s => s.Limit(Side.Buy, "X", 1, 51))));
    }

    [Fact]
    public void Orders_per_minute_have_a_limit()
    {
        Refuses(Run("max-orders-per-minute=2", (0, s => s.Buy("X", 1)), (0, s => s.Buy("X", 1)), (0, s => s.Buy("X", 1))),
            DenialCode.OrderRate, "2 orders were made within a minute");
        LetsPass(Run("max-orders-per-minute=2", (0, s => s.Buy("X", 1)), (1, s => s.Buy("X", 1)), (2, s => s.Buy("X", 1))));
    }

    [Fact]
    public void Trades_per_day_have_a_limit_that_exits_do_not_have()
    {
        var hours = Bars.Of("X", Resolution.Hour, Bars.Monday, [.. Enumerable.Repeat((100.0, 100.0, 100.0, 100.0), 30)]);
        var scene = new Scene(hours) { Settings = new BacktestSettings { Risk = Limits("max-trades-per-day=1") } };
        var result = scene.OnBars((0, s => s.Buy("X", 2)), (2, s => s.Buy("X", 1)), (3, s => s.Sell("X", 1)), (25, s => s.Buy("X", 1)));
        Assert.Equal([OrderStatus.Filled, OrderStatus.Denied, OrderStatus.Filled, OrderStatus.Filled], result.Orders.Select(o => o.Status));
        Assert.Equal(DenialCode.TradesPerDay, result.Orders[1].Denial!.Code);
    }

    [Fact]
    public void Prices_far_from_the_market_are_refused_by_the_collar()
    {
        Refuses(Run("price-collar=5%", (0, s => s.Limit(Side.Buy, "X", 1, 94.9))), DenialCode.PriceCollar,
            "the limit price 94.9 is 5.1% away from the latest price 100");
        Refuses(Run("price-collar=5%", (0, s => s.Stop(Side.Buy, "X", 1, 106))), DenialCode.PriceCollar, "the stop price");
        LetsPass(Run("price-collar=5%", (0, s => s.Limit(Side.Buy, "X", 1, 95))));
    }

    [Fact]
    public void A_buy_must_be_paid_for_after_what_was_ordered_before_it()
    {
        Refuses(Run("", (0, s => s.Buy("X", 101))), DenialCode.BuyingPower, "needs 10100.00 USD, the account has 10000.00");
        Refuses(Run("", (0, s => s.Buy("X", 60)), (0, s => s.Buy("X", 60))), DenialCode.BuyingPower, "the account has 4000.00");
        LetsPass(Run("buying-power=off", (0, s => s.Buy("X", 101))));
    }

    [Fact]
    public void A_buy_after_a_sale_of_the_same_instant_can_use_what_the_sale_brings() =>
        LetsPass(Run("", (0, s => s.Buy("X", 100)), (2, s => s.Sell("X", 100)), (2, s => s.Buy("X", 50))));

    [Fact]
    public void Short_sales_can_be_forbidden()
    {
        Refuses(Run("allow-short=off", (0, s => s.Sell("X", 1))), DenialCode.ShortSelling, "-1");
        Refuses(Run("allow-short=off", (0, s => s.Buy("X", 5)), (2, s => s.Limit(Side.Sell, "X", 5, 200)), (2, s => s.Sell("X", 1))),
            DenialCode.ShortSelling, "-1");
        LetsPass(Run("allow-short=off", (0, s => s.Buy("X", 5)), (2, s => s.Sell("X", 5))));
        LetsPass(Run("", (0, s => s.Sell("X", 1))));
    }

    [Fact]
    public void Orders_outside_trading_hours_can_be_forbidden()
    {
        var night = Bars.Of(new Instrument { Symbol = "X" }, new OfficeHours(), Resolution.Hour, Bars.Monday.AddHours(6),
            (100, 100, 100, 100), (100, 100, 100, 100), (100, 100, 100, 100), (100, 100, 100, 100));
        var result = new Scene(night) { Settings = new BacktestSettings { Risk = Limits("trading-hours=on") } }
            .OnBars((0, s => s.Buy("X", 1)), (3, s => s.Buy("X", 1)));
        Assert.Equal(DenialCode.TradingHours, result.Orders[0].Denial!.Code);
        Assert.Contains("OFFICE is closed at 2024-01-01T07:00:00Z", result.Orders[0].Denial!.Message, StringComparison.Ordinal);
        Assert.Equal(OrderStatus.Accepted, result.Orders[1].Status);
    }

    [Fact]
    public void Changes_are_judged_like_orders()
    {
        Order? order = null;
        bool changed = true;
        var scene = SceneWith("max-order-quantity=10");
        scene.OnBars((0, s => order = s.Limit(Side.Buy, "X", 5, 50)), (1, s => changed = s.Replace(order!, quantity: 11)));
        Assert.False(changed);
        Assert.Equal(5, order!.Quantity);
        Assert.Contains(scene.Lines, l => l.Contains("was denied: OrderQuantity", StringComparison.Ordinal));
    }

    [Fact]
    public void A_refusal_is_seen_by_the_script_and_in_the_log()
    {
        var seen = new List<OrderStatus>();
        var scene = SceneWith("");
        scene.Run(s =>
        {
            s.OnOrder(o => seen.Add(o.Status));
            s.OnBar("X", _ => s.Buy("X", 0));
        });
        Assert.All(seen, s => Assert.Equal(OrderStatus.Denied, s));
        Assert.Equal(6, seen.Count);
        Assert.Contains(scene.Lines, l => l.StartsWith("Warning: Order 1 Buy 0 X was denied: Quantity", StringComparison.Ordinal));
    }
}
