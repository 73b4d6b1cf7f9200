using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Accounts;

/// <summary>Margin, settlement, and the rules of markets that differ from New York's.</summary>
public sealed class AccountTermsTests
{
    private static BacktestResult Run(RiskLimits limits, BarSeries series, params (int, Action<ScriptedStrategy>)[] acts) =>
        new Scene(series) { Settings = new BacktestSettings { Cash = 10_000, Risk = limits } }.OnBars(acts);

    private static RiskLimits Margin => new() { InitialMargin = 0.5m, MaintenanceMargin = 0.25m };

    [Fact]
    public void A_margin_account_can_hold_what_its_equity_covers()
    {
        var result = Run(Margin, Bars.Flat(100, 100, 100, 100), (0, s => s.Buy("X", 200)), (2, s => s.Buy("X", 1)));
        Assert.Equal([OrderStatus.Filled, OrderStatus.Denied], result.Orders.Select(o => o.Status));
        Assert.Equal(-10_000, result.Account.Portfolio.Cash);
        Assert.Equal(DenialCode.Margin, result.Orders[1].Denial!.Code);
        Assert.Equal("the positions would need a margin of 10050.00, equity is 10000.00", result.Orders[1].Denial!.Message);
    }

    [Fact]
    public void A_short_sale_needs_margin_too() => Assert.Equal(
        [OrderStatus.Denied, OrderStatus.Accepted],
        Run(Margin, Bars.Flat(100), (0, s => s.Sell("X", 201)), (0, s => s.Sell("X", 200))).Orders.Select(o => o.Status));

    [Fact]
    public void A_margin_call_sells_everything_and_trading_goes_on()
    {
        // 200 at 100: equity 10,000. At 66 equity is 3,200 and a quarter of 13,200 is 3,300: called, and sold at 65.
        var result = Run(Margin, Bars.Flat(100, 100, 66, 65, 65, 65), (0, s => s.Buy("X", 200)), (4, s => s.Buy("X", 10)));
        Assert.Equal("margin call: the positions need 3300.00, equity is 3200.00", Assert.Single(result.Breaches).Message);
        Assert.Equal([(Side.Buy, 100m), (Side.Sell, 65m), (Side.Buy, 65m)], result.Fills.Select(f => (f.Side, f.Price)));
        Assert.Equal(3000, result.Account.Portfolio.Equity);
    }

    [Theory]
    [InlineData(0, OrderStatus.Accepted)]
    [InlineData(1, OrderStatus.Denied)]
    public void What_a_sale_brings_can_be_spent_once_it_has_settled(int days, OrderStatus sameDay)
    {
        // Monday's sale is told at the end of Tuesday's bar; with T+1 its money is there on Wednesday.
        var series = Bars.Of(new Instrument { Symbol = "X" }, new OfficeHours(), Resolution.Day, Bars.Monday,
            [.. Enumerable.Repeat((100.0, 100.0, 100.0, 100.0), 5)]);
        var result = Run(
            new RiskLimits { SettlementDays = days }, series,
            (0, s => s.Buy("X", 100)), (1, s => s.Sell("X", 100)), (2, s => s.Cancel(s.Limit(Side.Buy, "X", 1, 50))),
            (3, s => s.Buy("X", 100)));
        Assert.Equal(sameDay == OrderStatus.Denied ? OrderStatus.Denied : OrderStatus.Cancelled, result.Orders[2].Status);
        Assert.Equal(OrderStatus.Filled, result.Orders[3].Status);
    }

    [Fact]
    public void What_was_bought_today_is_sold_tomorrow_at_the_earliest()
    {
        var hours = Bars.Of("X", Resolution.Hour, Bars.Monday.AddHours(20), [.. Enumerable.Repeat((100.0, 100.0, 100.0, 100.0), 8)]);
        var result = Run(
            new RiskLimits { SellNextDay = true }, hours,
            (0, s => s.Buy("X", 10)), (2, s => s.Sell("X", 10)), (5, s => s.Sell("X", 10)), (5, s => s.Sell("X", 1)));
        Assert.Equal([OrderStatus.Filled, OrderStatus.Denied, OrderStatus.Filled, OrderStatus.Denied], result.Orders.Select(o => o.Status));
        Assert.Equal("0 of X can be sold today, the order is for 10", result.Orders[1].Denial!.Message);
    }

    [Fact]
    public void A_bar_at_its_upper_limit_fills_no_buy_and_one_at_its_lower_no_sale()
    {
        var limited = new Instrument { Symbol = "X", PriceLimit = 0.1m, TickSize = 0.01m };
        BarSeries Series(double price) =>
            Bars.Of(limited, new PlainCalendar(), Resolution.Day, Bars.Monday, (100, 100, 100, 100), (price, price, price, price),
                (105, 105, 105, 105));
        Assert.Equal([105m], Run(new RiskLimits(), Series(110), (0, s => s.Buy("X", 1))).Fills.Select(f => f.Price));
        Assert.Equal([110m], Run(new RiskLimits(), Series(110), (0, s => s.Sell("X", 1))).Fills.Select(f => f.Price));
        Assert.Equal([105m], Run(new RiskLimits(), Series(90), (0, s => s.Sell("X", 1))).Fills.Select(f => f.Price));
        Assert.Equal([109.99m], Run(new RiskLimits(), Series(109.99), (0, s => s.Buy("X", 1))).Fills.Select(f => f.Price));
    }

    [Theory]
    [InlineData(CorporateActionKind.Split, 4, 25, 25)]
    [InlineData(CorporateActionKind.Split, 0.1, 1000, 1000)]
    [InlineData(CorporateActionKind.Dividend, 20, 80, 80)]
    public void Price_limits_are_counted_from_a_close_that_splits_and_dividends_have_changed(CorporateActionKind kind, double value,
        double price, double filled)
    {
        var limited = new Instrument { Symbol = "X", PriceLimit = 0.1m, TickSize = 0.01m };
        var bars = Bars.Of(limited, new PlainCalendar(), Resolution.Day, Bars.Monday, (100, 100, 100, 100), (100, 100, 100, 100),
            (price, price, price, price), (price * 1.1, price * 1.1, price * 1.1, price * 1.1), (price, price, price, price));
        var series = Bars.WithActions(bars, [new CorporateAction(new DateOnly(2024, 1, 3), kind, (decimal)value)]);
        var result = Run(new RiskLimits(), series, (0, s => s.Buy("X", 100)), (1, s => s.Sell("X", 50)), (1, s => s.Buy("X", 20)),
            (2, s => s.Buy("X", 1)));
        Assert.Equal([100, filled, filled, filled], result.Fills.Select(f => (double)f.Price));
        Assert.Equal([2, 3, 3, 5], result.Fills.Select(f => (f.Time - Bars.Monday).Days));
    }

    [Fact]
    public void An_odd_lot_can_be_sold_whole_and_not_in_parts()
    {
        // 100 become 150 by a split of 3 for 2.
        var lots = new Instrument { Symbol = "X", LotSize = 100 };
        var plain = Bars.Of(lots, new PlainCalendar(), Resolution.Day, Bars.Monday, [.. Enumerable.Repeat((10.0, 10.0, 10.0, 10.0), 5)]);
        long[] Times(int shift) => [.. Enumerable.Range(shift, 5).Select(i => Bars.Monday.AddDays(i).Ticks)];
        double[] prices = [10, 10, 10, 10, 10];
        var series = new BarSeries(lots, plain.Calendar, plain.Resolution, Times(0), Times(1), prices, prices, prices, prices, prices)
        {
            Actions = [new CorporateAction(new DateOnly(2024, 1, 3), CorporateActionKind.Split, 1.5m)],
        };
        var result = Run(new RiskLimits(), series, (0, s => s.Buy("X", 100)), (2, s => s.Sell("X", 50)), (2, s => s.Sell("X", 150)));
        Assert.Equal([OrderStatus.Filled, OrderStatus.Denied, OrderStatus.Filled], result.Orders.Select(o => o.Status));
    }
}
