using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Supervision;
using StrategyHost.Engine.Tests.Scenes;
using StrategyHost.Engine.Venues;

namespace StrategyHost.Engine.Tests.Venues;

public class FillTests
{
    private static readonly (double, double, double, double) Quiet = (100, 100, 100, 100);

    private static Fill? FirstFill(Action<ScriptedStrategy> act, params (double, double, double, double)[] later) =>
        new Scene(Bars.Daily([Quiet, .. later])).OnBars((0, act)).Fills.FirstOrDefault();

    [Fact]
    public void Market_order_fills_at_the_open_of_the_next_bar()
    {
        var fill = FirstFill(s => s.Buy("X", 1), (101, 105, 99, 104));
        Assert.Equal(101, fill!.Price);
        Assert.Equal(Bars.Monday.AddDays(2), fill.Time);
        Assert.Equal(Liquidity.Taker, fill.Liquidity);
    }

    [Fact]
    public void Market_order_of_the_last_bar_keeps_working()
    {
        var result = new Scene(Bars.Flat(100)).OnBars((0, s => s.Buy("X", 1)));
        Assert.Empty(result.Fills);
        Assert.Equal(OrderStatus.Accepted, result.Orders[0].Status);
    }

    [Fact]
    public void At_its_close_a_bar_has_a_part_of_its_own_volume_for_orders_that_were_made_on_it()
    {
        // A tenth of a volume of 1,000 can be had on each bar, on the first too, on which no order was open when it came.
        var scene = new Scene(Bars.Flat(100, 101, 102))
        {
            Settings = new BacktestSettings { Fills = new FillSettings { Timing = FillTiming.Close, Participation = 0.1 } }
        };
        var result = scene.OnBars((0, s => s.Buy("X", 150)));
        Assert.Equal([(100m, 100m), (50m, 101m)], result.Fills.Select(f => (f.Quantity, f.Price)));
    }

    [Fact]
    public void Market_order_fills_at_the_close_of_its_own_bar_when_asked_to()
    {
        var scene = new Scene(Bars.Daily((100, 110, 90, 105), (120, 120, 120, 120)))
        {
            Settings = new BacktestSettings { Fills = new FillSettings { Timing = FillTiming.Close } }
        };
        var fill = Assert.Single(scene.OnBars((0, s => s.Buy("X", 1))).Fills);
        Assert.Equal(105, fill.Price);
        Assert.Equal(Bars.Monday.AddDays(1), fill.Time);
    }

    [Theory]
    [InlineData(97, 105, 96, 104, 97)] // opens through the limit
    [InlineData(98, 105, 96, 104, 98)] // opens at it
    [InlineData(99, 105, 97, 104, 98)] // comes down to it
    [InlineData(99, 105, 98, 104, 98)] // touches it
    public void Buy_limit_fills_at_the_open_or_at_its_limit(double open, double high, double low, double close, double price)
    {
        var fill = FirstFill(s => s.Limit(Side.Buy, "X", 1, 98), (open, high, low, close));
        Assert.Equal((decimal)price, fill!.Price);
        Assert.Equal(open <= 98 ? Liquidity.Taker : Liquidity.Maker, fill.Liquidity);
    }

    [Fact]
    public void Buy_limit_does_not_fill_above_its_limit() =>
        Assert.Null(FirstFill(s => s.Limit(Side.Buy, "X", 1, 98), (99, 105, 98.01, 104)));

    [Theory]
    [InlineData(103, 105, 96, 104, 103)]
    [InlineData(100, 102, 96, 101, 102)]
    public void Sell_limit_fills_at_the_open_or_at_its_limit(double open, double high, double low, double close, double price) =>
        Assert.Equal((decimal)price, FirstFill(s => s.Limit(Side.Sell, "X", 1, 102), (open, high, low, close))!.Price);

    [Theory]
    [InlineData(107, 109, 106, 108, 107)] // gaps over the stop
    [InlineData(101, 105, 100, 104, 105)] // reaches it
    public void Buy_stop_fills_at_the_open_or_at_its_stop(double open, double high, double low, double close, double price) =>
        Assert.Equal((decimal)price, FirstFill(s => s.Stop(Side.Buy, "X", 1, 105), (open, high, low, close))!.Price);

    [Theory]
    [InlineData(93, 94, 92, 93, 93)]
    [InlineData(99, 100, 95, 99, 95)]
    public void Sell_stop_fills_at_the_open_or_at_its_stop(double open, double high, double low, double close, double price) =>
        Assert.Equal((decimal)price, FirstFill(s => s.Stop(Side.Sell, "X", 1, 95), (open, high, low, close))!.Price);

    [Fact]
    public void Stop_that_is_not_reached_does_not_fill() =>
        Assert.Null(FirstFill(s => s.Stop(Side.Buy, "X", 1, 105), (101, 104.99, 100, 104)));

    [Fact]
    public void Stop_limit_triggered_by_the_open_is_a_limit_order_on_that_bar()
    {
        Assert.Equal(106, FirstFill(s => s.StopLimit(Side.Buy, "X", 1, 105, 106), (107, 109, 105.5, 108))!.Price);
        Assert.Equal(105.5m, FirstFill(s => s.StopLimit(Side.Buy, "X", 1, 105, 106), (105.5, 109, 105.5, 108))!.Price);
    }

    [Fact]
    public void Stop_limit_triggered_inside_the_bar_fills_at_the_stop_when_the_limit_allows_it()
    {
        Assert.Equal(105, FirstFill(s => s.StopLimit(Side.Buy, "X", 1, 105, 106), (101, 109, 100, 108))!.Price);
        Assert.Equal(95, FirstFill(s => s.StopLimit(Side.Sell, "X", 1, 95, 94), (99, 100, 90, 91))!.Price);
    }

    [Fact]
    public void Stop_limit_with_the_limit_on_the_other_side_fills_when_the_bar_closes_back_through_it()
    {
        Assert.Equal(103, FirstFill(s => s.StopLimit(Side.Buy, "X", 1, 105, 103), (104, 106, 100, 102))!.Price);
        Assert.Equal(97, FirstFill(s => s.StopLimit(Side.Sell, "X", 1, 95, 97), (96, 100, 94, 98))!.Price);
    }

    [Theory]
    [InlineData(Side.Buy, 101, 100.5, 100, 102, 99, 100.2, 100.5)] // closes above its open, and back through the limit
    [InlineData(Side.Buy, 101, 100.5, 100, 102, 99, 100.5, 100.5)] // closes at the limit
    [InlineData(Side.Buy, 101, 100.5, 100.1, 102, 100.1, 100.1, 100.5)] // closes at its open
    [InlineData(Side.Sell, 99, 99.5, 100, 101, 98, 99.8, 99.5)] // closes below its open, and back through the limit
    [InlineData(Side.Sell, 99, 99.5, 100, 101, 98, 99.5, 99.5)]
    [InlineData(Side.Sell, 99, 99.5, 99.9, 99.9, 98, 99.9, 99.5)]
    public void Stop_limit_fills_by_the_close_alone_whichever_way_the_bar_went(Side side, double stop, double limit, double open,
        double high, double low, double close, double price)
    {
        var fill = FirstFill(s => s.StopLimit(side, "X", 1, stop, limit), (open, high, low, close));
        Assert.Equal(((decimal)price, Liquidity.Maker), (fill!.Price, fill.Liquidity));
    }

    [Theory]
    [InlineData(Side.Buy, 101, 100.5, 100, 102, 99, 100.6)]
    [InlineData(Side.Buy, 101, 100.5, 100.9, 102, 99, 100.6)]
    [InlineData(Side.Sell, 99, 99.5, 100, 101, 98, 99.4)]
    [InlineData(Side.Sell, 99, 99.5, 99.2, 101, 98, 99.4)]
    public void Stop_limit_does_not_fill_inside_a_bar_that_closes_short_of_its_limit(Side side, double stop, double limit, double open,
        double high, double low, double close) =>
        Assert.Null(FirstFill(s => s.StopLimit(side, "X", 1, stop, limit), (open, high, low, close)));

    [Fact]
    public void A_trailing_stop_limit_fills_by_the_close_alone()
    {
        // The stop trails 5 below the close of 100, the limit is 1 above it; the bar falls through both and closes below its open at 97.
        var fill = FirstFill(s => s.TrailingStopLimit(Side.Sell, "X", 1, Trail.By(5), limitOffset: -1), (99, 100, 94, 97));
        Assert.Equal(96, fill!.Price);
    }

    [Theory]
    [InlineData(103, false)] // stands at the limit: touched, not passed
    [InlineData(102.99, true)]
    public void Where_limits_must_be_passed_the_close_must_pass_them_too(double close, bool fills)
    {
        var scene = new Scene(Bars.Daily(Quiet, (104, 106, 102.99, close)))
        {
            Settings = new BacktestSettings { Fills = new FillSettings { LimitFill = LimitFillRule.Through } }
        };
        Assert.Equal(fills, scene.OnBars((0, s => s.StopLimit(Side.Buy, "X", 1, 105, 103))).Fills.Any());
        scene = new Scene(Bars.Daily(Quiet, (104, 106, 102.99, close))) { Settings = scene.Settings };
        Assert.Equal(fills, scene.OnBars((0, s => s.LimitIfTouched(Side.Buy, "X", 1, 103.5, 103))).Fills.Any());
    }

    [Fact]
    public void Stop_limit_with_the_limit_on_the_other_side_rests_as_a_limit_when_the_bar_does_not_close_back()
    {
        var fill = FirstFill(s => s.StopLimit(Side.Buy, "X", 1, 105, 103), (102, 106, 100, 106), (105, 107, 102, 106));
        Assert.Equal(103, fill!.Price);
        Assert.Equal(Bars.Monday.AddDays(3), fill.Time);
    }

    [Fact]
    public void Slippage_never_leaves_the_range_of_the_bar()
    {
        var settings = new BacktestSettings { Slippage = SlippageSpec.Parse("5") };
        var scene = new Scene(Bars.Daily(Quiet, (101, 103, 100, 102), (101, 103, 98, 102))) { Settings = settings };
        var result = scene.OnBars((0, s => s.Buy("X", 1)), (1, s => s.Sell("X", 1)));
        Assert.Equal([103m, 98m], result.Fills.Select(f => f.Price));
        Assert.Equal(5m, result.Account.Slippage);
    }

    [Fact]
    public void Slippage_moves_a_taker_and_spares_a_maker()
    {
        var settings = new BacktestSettings { Slippage = SlippageSpec.Parse("0.5") };
        var scene = new Scene(Bars.Daily(Quiet, (101, 103, 98, 102))) { Settings = settings };
        var result = scene.OnBars((0, s => s.Buy("X", 1)), (0, s => s.Limit(Side.Buy, "X", 1, 99)));
        Assert.Equal([101.5m, 99m], result.Fills.Select(f => f.Price));
    }

    [Fact]
    public void Slippage_in_ticks_needs_a_tick_size()
    {
        var settings = new BacktestSettings { Slippage = SlippageSpec.Parse("1tick") };
        var fault = Assert.Throws<SetupException>(() => new Scene(Bars.Flat(100, 100)) { Settings = settings }.OnBars());
        Assert.Contains("X has none", fault.Message, StringComparison.Ordinal);
        var instrument = new Instrument { Symbol = "X", TickSize = 0.25m };
        var series = Bars.Of(instrument, new PlainCalendar(), Resolution.Day, Bars.Monday, Quiet, (101, 103, 98, 102));
        Assert.Equal(101.25m, new Scene(series) { Settings = settings }.OnBars((0, s => s.Buy("X", 1))).Fills[0].Price);
    }

    [Fact]
    public void Orders_fill_in_the_order_of_their_submission()
    {
        var scene = new Scene(Bars.Daily(Quiet, (101, 110, 90, 102)));
        var result =
            scene.OnBars((0, s => s.Stop(Side.Buy, "X", 1, 105)), (0, s => s.Buy("X", 1)), (0, s => s.Limit(Side.Sell, "X", 1, 106)));
        Assert.Equal([1L, 2L, 3L], result.Fills.Select(f => f.OrderId));
    }

    [Fact]
    public void A_buy_that_gaps_beyond_the_cash_is_rejected_whole_at_the_fill()
    {
        var scene = new Scene(Bars.Flat(100, 101)) { Settings = new BacktestSettings { Cash = 1000 } };
        var result = scene.OnBars((0, s => s.Buy("X", 10)));
        Assert.Equal(OrderStatus.Rejected, result.Orders[0].Status);
        Assert.Equal("insufficient cash: the fill needs 1010.00 USD, the account has 1000.00", result.Orders[0].Reason);
        Assert.Equal(1000, result.Account.Portfolio.Cash);
    }

    [Fact]
    public void Day_order_expires_before_the_first_bar_of_the_next_day()
    {
        var scene = new Scene(Bars.Daily(Quiet, (101, 101, 100, 101), (99, 99, 90, 95)));
        var result = scene.OnBars((0, s => s.Limit(Side.Buy, "X", 1, 98, TimeInForce.Day)));
        Assert.Equal(OrderStatus.Expired, result.Orders[0].Status);
        Assert.Equal(Bars.Monday.AddDays(3), result.Orders[0].Closed);
    }

    [Fact]
    public void Day_order_made_in_a_session_expires_after_its_close()
    {
        var noon = Bars.Monday.AddHours(12);
        var series = Bars.At(
            new Instrument { Symbol = "X" }, new OfficeHours(), Resolution.Hour,
            (noon, 100, 100, 100, 100), (noon.AddHours(4), 100, 100, 99, 100), (noon.AddHours(21), 98, 98, 90, 95));
        var result = new Scene(series).OnBars((0, s => s.Limit(Side.Buy, "X", 1, 98, TimeInForce.Day)));
        Assert.Equal(OrderStatus.Expired, result.Orders[0].Status);
        Assert.Empty(result.Fills);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Day_order_works_on_one_weekly_bar(bool hasSessions)
    {
        TradingCalendar calendar = hasSessions ? new OfficeHours() : new PlainCalendar();
        var series =
            Bars.Of(new Instrument { Symbol = "X" }, calendar, Resolution.Week, Bars.Monday, Quiet, (99, 101, 97, 101), (101, 101, 90, 95));
        var result = new Scene(series)
            .OnBars((0, s => { s.Limit(Side.Buy, "X", 1, 98, TimeInForce.Day); s.Limit(Side.Buy, "X", 1, 96, TimeInForce.Day); }
        ));
        Assert.Equal([OrderStatus.Filled, OrderStatus.Expired], result.Orders.Select(o => o.Status));
    }

    [Fact]
    public void Orders_at_open_and_close_trade_at_those_of_monthly_bars()
    {
        var series = Bars.Of(new Instrument { Symbol = "X" }, new OfficeHours(), Resolution.Month, Bars.Monday, Quiet, (102, 107, 97, 105));
        var result = new Scene(series).OnBars((0, s => { s.MarketOnOpen(Side.Buy, "X", 1); s.MarketOnClose(Side.Buy, "X", 1); }));
        Assert.Equal([102m, 105m], result.Fills.Select(f => f.Price));
    }

    [Fact]
    public void Good_till_cancelled_order_waits_for_its_price()
    {
        var scene = new Scene(Bars.Daily(Quiet, (101, 101, 100, 101), (99, 99, 90, 95)));
        Assert.Equal(98, Assert.Single(scene.OnBars((0, s => s.Limit(Side.Buy, "X", 1, 98))).Fills).Price);
    }
}
