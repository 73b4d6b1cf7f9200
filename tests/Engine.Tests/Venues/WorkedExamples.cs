using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;
using StrategyHost.Engine.Venues;

namespace StrategyHost.Engine.Tests.Venues;

/// <summary>
/// Each order type on a few bars, with the fill that follows and why. Bars are open, high, low, close; the first one is
/// the bar at whose end the order is made, so the second is the first that can fill it.
/// </summary>
public sealed class WorkedExamples
{
    private static readonly (double Open, double High, double Low, double Close) Made = (100, 101, 99, 100);

    private static BacktestResult On((double, double, double, double)[] bars, Action<ScriptedStrategy> act, FillSettings? fills = null) =>
        new Scene(Bars.Daily([Made, .. bars])) { Settings = new BacktestSettings { Fills = fills ?? new FillSettings() } }.OnBars((0, act));

    /// <summary>What filled, as <c>bar: side quantity @ price</c>; the bar on which the order was made is bar 0.</summary>
    private static IEnumerable<string> Fills(BacktestResult result) => result.Fills.Select(f =>
        FormattableString.Invariant($"{(f.Time - Bars.Monday).TotalDays - 1}: {f.Side} {f.Quantity} @ {f.Price}"));

    private static IEnumerable<OrderStatus> Ends(BacktestResult result) => result.Orders.Select(o => o.Status);

    [Fact]
    public void Market()
    {
        // Decided at the close of 100, it trades at the first price after that: the open of the next bar.
        Assert.Equal(["1: Buy 10 @ 102"], Fills(On([(102, 108, 101, 107)], s => s.Buy("X", 10))));
    }

    [Fact]
    public void Limit()
    {
        // Bar 1 does not come down to 98; bar 2 does, and fills it there; a bar that opens below fills it at its open.
        Assert.Equal(["2: Buy 10 @ 98"], Fills(On([(100, 101, 99, 100), (99, 100, 97, 99)], s => s.Limit(Side.Buy, "X", 10, 98))));
        Assert.Equal(["1: Buy 10 @ 96"], Fills(On([(96, 100, 95, 99)], s => s.Limit(Side.Buy, "X", 10, 98))));
    }

    [Fact]
    public void Stop()
    {
        // Bar 1 stays above 95; bar 2 falls through it and fills there; a bar that opens below it is a gap and fills at its open.
        Assert.Equal(["2: Sell 10 @ 95"], Fills(On([(100, 101, 96, 98), (98, 99, 93, 94)], s => s.Stop(Side.Sell, "X", 10, 95))));
        Assert.Equal(["1: Sell 10 @ 92"], Fills(On([(92, 94, 90, 93)], s => s.Stop(Side.Sell, "X", 10, 95))));
    }

    [Fact]
    public void Stop_limit()
    {
        // Triggered at 105 inside bar 1 with a limit of 106: the price stands at 105 and the limit allows it.
        Assert.Equal(["1: Buy 10 @ 105"], Fills(On([(103, 107, 102, 106)], s => s.StopLimit(Side.Buy, "X", 10, stop: 105, limit: 106))));
        // A gap to 108 triggers it too, but 108 is worse than the limit; bar 2 comes back down to 106.
        Assert.Equal(["2: Buy 10 @ 106"],
            Fills(On([(108, 109, 107, 108), (107, 108, 105, 107)], s => s.StopLimit(Side.Buy, "X", 10, stop: 105, limit: 106))));
    }

    [Fact]
    public void Trailing_stop_by_an_amount()
    {
        // Sell 5 below: the stop starts at 95 and follows the closes up, 104 → 99, 108 → 103, and never down again.
        // Bar 4 falls from 105 to 102 and meets the stop of 103 on its way.
        var result = On(
            [(101, 105, 100, 104), (105, 109, 104, 108), (107, 107, 104, 105), (105, 105, 102, 104)],
            s => s.TrailingStop(Side.Sell, "X", 10, Trail.By(5)));
        Assert.Equal(["4: Sell 10 @ 103"], Fills(result));
    }

    [Fact]
    public void Trailing_stop_in_percent()
    {
        // Buy 10 % above: the stop starts at 110 and follows the closes down, 90 → 99. Bar 2 opens beyond it and fills at the open.
        var result = On([(98, 99, 89, 90), (101, 102, 100, 101)], s => s.TrailingStop(Side.Buy, "X", 10, Trail.Percent(10)));
        Assert.Equal(["2: Buy 10 @ 101"], Fills(result));
    }

    [Fact]
    public void Trailing_stop_limit()
    {
        // The stop trails by 5 and the limit is 1 below it. Bar 1 lifts them to 105 and 104. Bar 2 gaps through both to 103:
        // triggered, but 103 is worse than the limit of 104. Bar 3 comes back up to it.
        var result = On(
            [(105, 111, 104, 110), (103, 103.5, 101, 102), (102, 106, 102, 105)],
            s => s.TrailingStopLimit(Side.Sell, "X", 10, Trail.By(5), limitOffset: 1));
        Assert.Equal(["3: Sell 10 @ 104"], Fills(result));
    }

    [Fact]
    public void Market_if_touched()
    {
        // Buy at the market once the price has come down to 95. It takes, so a slippage would worsen it; a limit would not.
        Assert.Equal(["2: Buy 10 @ 95"], Fills(On([(99, 100, 96, 98), (97, 98, 94, 96)], s => s.MarketIfTouched(Side.Buy, "X", 10, 95))));
        Assert.Equal(["1: Buy 10 @ 93"], Fills(On([(93, 96, 92, 95)], s => s.MarketIfTouched(Side.Buy, "X", 10, 95))));
        Assert.Equal(["1: Sell 10 @ 105"], Fills(On([(101, 106, 100, 102)], s => s.MarketIfTouched(Side.Sell, "X", 10, 105))));
    }

    [Fact]
    public void Limit_if_touched()
    {
        // Touched at 95 inside bar 1, the order is a limit at 96 and the price stands below it: it trades at 95.
        Assert.Equal(["1: Buy 10 @ 95"], Fills(On([(99, 100, 94, 98)], s => s.LimitIfTouched(Side.Buy, "X", 10, touch: 95, limit: 96))));
        // With the limit at 93 it waits, since nothing says that the price went on after the touch; bar 2 opens at 92.
        Assert.Equal(["2: Buy 10 @ 92"],
            Fills(On([(99, 100, 92.5, 98), (92, 94, 91, 93)], s => s.LimitIfTouched(Side.Buy, "X", 10, touch: 95, limit: 93))));
        // A bar that closes beyond the limit did pass it after the touch.
        Assert.Equal(["1: Buy 10 @ 93"], Fills(On([(99, 100, 92, 92.5)], s => s.LimitIfTouched(Side.Buy, "X", 10, touch: 95, limit: 93))));
    }

    [Fact]
    public void Market_on_open_and_on_close()
    {
        // Both are made at the end of bar 0 and meet bar 1: one its first price, the other its last.
        Assert.Equal(["1: Buy 10 @ 102"], Fills(On([(102, 108, 101, 107)], s => s.MarketOnOpen(Side.Buy, "X", 10))));
        Assert.Equal(["1: Buy 10 @ 107"], Fills(On([(102, 108, 101, 107)], s => s.MarketOnClose(Side.Buy, "X", 10))));
    }

    [Fact]
    public void Auctions_within_a_day_wait_for_the_session()
    {
        // Hours from 10:00 on. The close is that of 16:00 to 17:00; the open that of 09:00 on the next day.
        var hours = Bars.Of(new Instrument { Symbol = "X" }, new OfficeHours(), Resolution.Hour, Bars.Monday.AddHours(10),
            [.. Enumerable.Range(0, 30).Select(i => (100.0 + i, 100.5 + i, 99.5 + i, 100.25 + i))]);
        var result = new Scene(hours).OnBars((0, s => s.MarketOnClose(Side.Buy, "X", 1)), (0, s => s.MarketOnOpen(Side.Buy, "X", 2)));
        Assert.Equal([(Bars.Monday.AddHours(17), 106.25m), (Bars.Monday.AddHours(34), 123m)], result.Fills.Select(f => (f.Time, f.Price)));
    }

    [Fact]
    public void Limit_on_open_that_the_auction_does_not_reach_expires()
    {
        var result = On([(102, 108, 99, 107)], s => s.Limit(Side.Buy, "X", 10, 101, TimeInForce.AtOpen));
        Assert.Empty(result.Fills);
        Assert.Equal([OrderStatus.Expired], Ends(result));
    }

    [Fact]
    public void Immediate_or_cancel_meets_the_first_price_only()
    {
        // The open of 102 is above the limit; that the bar later falls to 99 does not count.
        var result = On([(102, 108, 99, 107)], s => s.Limit(Side.Buy, "X", 10, 101, TimeInForce.ImmediateOrCancel));
        Assert.Empty(result.Fills);
        Assert.Equal([OrderStatus.Cancelled], Ends(result));
        Assert.Equal(["1: Buy 10 @ 100.5"],
            Fills(On([(100.5, 108, 99, 107)], s => s.Limit(Side.Buy, "X", 10, 101, TimeInForce.ImmediateOrCancel))));
    }

    [Fact]
    public void Fill_or_kill_is_whole_or_nothing()
    {
        // Every bar has a volume of 1,000, of which a tenth can be had.
        var tenth = new FillSettings { Participation = 0.1 };
        Assert.Equal([OrderStatus.Cancelled], Ends(On([Made, Made], s => s.Limit(Side.Buy, "X", 101, 101, TimeInForce.FillOrKill), tenth)));
        Assert.Equal(["1: Buy 100 @ 100"], Fills(On([Made, Made], s => s.Limit(Side.Buy, "X", 100, 101, TimeInForce.FillOrKill), tenth)));
        Assert.Equal(["1: Buy 100 @ 100"],
            Fills(On([Made, Made], s => s.Limit(Side.Buy, "X", 101, 101, TimeInForce.ImmediateOrCancel), tenth)));
    }

    [Fact]
    public void Good_till_a_date_expires_on_the_first_bar_that_begins_after_it()
    {
        // Good till the beginning of bar 2: it could still have filled there. Bar 3 would have, and is too late.
        var result = On([Made, Made, (99, 99, 90, 95)], s => s.Limit(Side.Buy, "X", 10, 95, TimeInForce.GoodTill(Bars.Monday.AddDays(2))));
        Assert.Empty(result.Fills);
        Assert.Equal([OrderStatus.Expired], Ends(result));
        Assert.Equal(["2: Buy 10 @ 95"],
            Fills(On([Made, (99, 99, 90, 95)], s => s.Limit(Side.Buy, "X", 10, 95, TimeInForce.GoodTill(Bars.Monday.AddDays(2))))));
    }

    [Fact]
    public void Good_for_some_bars()
    {
        Assert.Equal([OrderStatus.Expired],
            Ends(On([Made, Made, (99, 99, 90, 95)], s => s.Limit(Side.Buy, "X", 10, 95, TimeInForce.Bars(2)))));
        Assert.Equal(["2: Buy 10 @ 95"], Fills(On([Made, (99, 99, 90, 95)], s => s.Limit(Side.Buy, "X", 10, 95, TimeInForce.Bars(2)))));
    }

    [Fact]
    public void Post_only_rests_or_is_rejected()
    {
        static OrderRequest Ask(decimal limit) => new()
        {
            Symbol = "X",
            Side = Side.Buy,
            Quantity = 10,
            Type = OrderType.Limit,
            LimitPrice = limit,
            PostOnly = true
        };
        // At 100 the market is at the limit already: it would take.
        Assert.Equal([OrderStatus.Rejected], Ends(On([Made], s => s.Submit(Ask(100)))));
        // Resting at 98 it is hit there, even by a bar that opens below.
        var result = On([(96, 99, 95, 97)], s => s.Submit(Ask(98)));
        Assert.Equal(["1: Buy 10 @ 98"], Fills(result));
        Assert.Equal(Liquidity.Maker, result.Fills[0].Liquidity);
    }

    [Fact]
    public void Reduce_only_takes_no_more_than_there_is()
    {
        // Long 10 from bar 1 on. A reduce-only sale of 25 sells 10 and ends; with nothing held it ends without a trade.
        static OrderRequest Exit(int quantity) => new() { Symbol = "X", Side = Side.Sell, Quantity = quantity, ReduceOnly = true };
        var scene = new Scene(Bars.Flat(100, 100, 100, 100, 100));
        var result = scene.OnBars((0, s => s.Buy("X", 10)), (1, s => s.Submit(Exit(25))), (2, s => s.Submit(Exit(5))));
        Assert.Equal(["1: Buy 10 @ 100", "2: Sell 10 @ 100"], Fills(result));
        Assert.Equal([OrderStatus.Filled, OrderStatus.Cancelled, OrderStatus.Cancelled], Ends(result));
        Assert.Equal("it is reduce-only and there is no position to reduce", result.Orders[2].Reason);
    }

    [Fact]
    public void Bracket_takes_its_profit()
    {
        // The entry fills at the open of bar 1. Its exits act from bar 2 on, though bar 1 falls below the stop already.
        var result = On(
            [(100, 103, 90, 101), (101, 111, 100, 110)],
            s => s.Bracket(Side.Buy, "X", 10, stop: 95, target: 110));
        Assert.Equal(["1: Buy 10 @ 100", "2: Sell 10 @ 110"], Fills(result));
        Assert.Equal([OrderStatus.Filled, OrderStatus.Cancelled, OrderStatus.Filled], Ends(result));
        Assert.Equal([null, 1L, 1L], result.Orders.Select(o => o.ParentId));
        Assert.Equal([null, 2L, 2L], result.Orders.Select(o => o.GroupId));
    }

    [Fact]
    public void Bracket_on_a_bar_that_touches_both_takes_the_loss_unless_a_path_says_otherwise()
    {
        (double, double, double, double)[] bars = [(100, 101, 99, 100), (100, 112, 94, 100)];
        string Exit(BarPathModel path) =>
            Fills(On(bars, s => s.Bracket(Side.Buy, "X", 10, stop: 95, target: 110), new FillSettings { Path = path })).Last();
        Assert.Equal("2: Sell 10 @ 95", Exit(BarPathModel.StopsFirst));
        // Open, high, low: the high comes first. Adaptive: the low of 94 is nearer to the open than the high of 112.
        Assert.Equal("2: Sell 10 @ 110", Exit(BarPathModel.OpenHighLowClose));
        Assert.Equal("2: Sell 10 @ 95", Exit(BarPathModel.Adaptive));
    }

    [Fact]
    public void Bracket_on_a_bar_that_touches_both_asks_finer_data_where_there_is_some()
    {
        // The day touches the stop of 95 and the target of 110. Its hours rise to 112 first and fall to 94 in the evening.
        var days = Bars.Daily(Made, (100, 101, 99, 100), (100, 112, 94, 100));
        var hours = Bars.Of("X", Resolution.Hour, Bars.Monday.AddDays(2), (100, 104, 99, 103), (103, 112, 102, 111), (111, 111, 94, 96),
            (96, 101, 95, 100));
        string Exit(BarSeries? finer)
        {
            var strategy = new ScriptedStrategy(s =>
            {
                bool isDone = false;
                s.OnBar("X", _ =>
                {
                    if (!isDone) s.Bracket(Side.Buy, "X", 10, stop: 95, target: 110);
                    isDone = true;
                });
            });
            return Fills(new Backtest(new BacktestSettings(), new BarSources(_ => days, null, (_, _) => finer), new SilentLog())
                .Run(strategy, null, TestContext.Current.CancellationToken)).Last();
        }

        Assert.Equal("2: Sell 10 @ 110", Exit(hours));
        Assert.Equal("2: Sell 10 @ 95", Exit(null));
    }

    [Fact]
    public void Bracket_whose_entry_ends_without_a_fill_ends_whole()
    {
        Bracket? bracket = null;
        var scene = new Scene(Bars.Flat(100, 100, 100, 50));
        var result = scene.OnBars((0, s => bracket = s.Bracket(Side.Buy, "X", 10, stop: 80, target: 110, limit: 90)),
            (1, s => s.Cancel(bracket!.Entry)));
        Assert.Empty(result.Fills);
        Assert.All(Ends(result), status => Assert.Equal(OrderStatus.Cancelled, status));
    }

    [Fact]
    public void Bracket_exits_are_sized_to_what_the_entry_has_filled()
    {
        // A tenth of a volume of 1,000: the entry of 150 fills 100 on bar 1 and 50 on bar 2, and the exits follow.
        Bracket? bracket = null;
        var sizes = new List<decimal>();
        var scene = new Scene(Bars.Flat(100, 100, 100, 100))
        {
            Settings = new BacktestSettings { Fills = new FillSettings { Participation = 0.1 } }
        };
        scene.Run(s =>
        {
            s.OnBar("X", _ =>
            {
                bracket ??= s.Bracket(Side.Buy, "X", 150, stop: 80, target: 120);
                sizes.Add(bracket.StopLoss.Status == OrderStatus.PendingSubmit ? 0 : bracket.StopLoss.Quantity);
            });
        });
        Assert.Equal([0, 100, 150, 150], sizes);
    }

    [Fact]
    public void One_cancels_other()
    {
        var result = On([(100, 106, 100, 105)], s => s.Oco(s.Limit(Side.Buy, "X", 10, 95), s.Stop(Side.Buy, "X", 10, 105)));
        Assert.Equal(["1: Buy 10 @ 105"], Fills(result));
        Assert.Equal([OrderStatus.Cancelled, OrderStatus.Filled], Ends(result));
        Assert.Equal("order 2 of its group was filled", result.Orders[0].Reason);
    }

    [Fact]
    public void One_updates_other()
    {
        // Long 150. A tenth of the volume lets the target sell 100 on bar 2, which leaves 50 for the stop; bar 3 falls to it.
        var scene = new Scene(Bars.Daily(Made, Made, Made, (100, 111, 100, 108), (100, 100, 80, 90), Made))
        {
            Settings = new BacktestSettings { Fills = new FillSettings { Participation = 0.1 } }
        };
        var result =
            scene.OnBars((0, s => s.Buy("X", 150)), (2, s => s.Ouo(s.Limit(Side.Sell, "X", 150, 110), s.Stop(Side.Sell, "X", 150, 95))));
        Assert.Equal(["1: Buy 100 @ 100", "2: Buy 50 @ 100", "3: Sell 100 @ 110", "4: Sell 50 @ 95"], Fills(result));
        Assert.Equal(50, result.Orders[2].Quantity);
        Assert.Equal(OrderStatus.Cancelled, result.Orders[1].Status);
    }

    [Fact]
    public void One_triggers_other()
    {
        // The child is made with its parent, is handed to the venue when the parent fills on bar 2, and fills on bar 3.
        var result = On(
            [(99, 100, 96, 98), (97, 98, 94, 96), (96, 104, 96, 103)],
            s => s.Then(s.Limit(Side.Buy, "X", 10, 95),
                new OrderRequest { Symbol = "X", Side = Side.Sell, Quantity = 10, Type = OrderType.Limit, LimitPrice = 103 }));
        Assert.Equal(["2: Buy 10 @ 95", "3: Sell 10 @ 103"], Fills(result));
    }

    [Fact]
    public void Limits_can_ask_to_be_traded_through()
    {
        var through = new FillSettings { LimitFill = LimitFillRule.Through };
        Assert.Empty(On([(99, 100, 98, 99)], s => s.Limit(Side.Buy, "X", 10, 98), through).Fills);
        Assert.Equal(["1: Buy 10 @ 98"], Fills(On([(99, 100, 97.9, 99)], s => s.Limit(Side.Buy, "X", 10, 98), through)));
    }

    [Fact]
    public void Volume_is_consumed_once()
    {
        // 100 of each bar can be had. The first order takes 70 of them, the second the 30 that are left and the rest from bar 2.
        var scene = new Scene(Bars.Flat(100, 100, 100))
        {
            Settings = new BacktestSettings { Fills = new FillSettings { Participation = 0.1 } }
        };
        var result = scene.OnBars((0, s => s.Buy("X", 70)), (0, s => s.Buy("X", 50)));
        Assert.Equal(["1: Buy 70 @ 100", "1: Buy 30 @ 100", "2: Buy 20 @ 100"], Fills(result));
    }

    [Fact]
    public void Latency_lets_bars_pass()
    {
        // An hour and a half: an order made at the end of an hour misses the next hour, and the one after begins too early.
        var hours = Bars.Of("X", Resolution.Minute, Bars.Monday,
            [.. Enumerable.Range(0, 10).Select(i => (100.0 + i, 101.0 + i, 99.0 + i, 100.0 + i))]);
        BacktestResult Run(string latency) =>
            new Scene(hours) { Settings = new BacktestSettings { Fills = new FillSettings { Latency = LatencySpan.Parse(latency) } } }
            .OnBars((0, s => s.Buy("X", 1)));
        Assert.Equal(101, Run("0ms").Fills[0].Price);
        Assert.Equal(103, Run("90s").Fills[0].Price);
        Assert.Equal(103,
            new Scene(hours) { Settings = new BacktestSettings { Fills = new FillSettings { DataLatency = LatencySpan.Parse("90s") } } }
                .OnBars((0, s => s.Buy("X", 1))).Fills[0].Price);
        Assert.Equal(Run("30s..200s").Fills[0], Run("30s..200s").Fills[0]);
    }

    [Fact]
    public void A_cancellation_under_way_can_come_too_late()
    {
        Order? order = null;
        var minutes = Bars.Of("X", Resolution.Minute, Bars.Monday, (100, 100, 100, 100), (100, 100, 100, 100), (100, 100, 100, 100),
            (100, 100, 90, 95), (95, 95, 95, 95));
        var settings = new BacktestSettings { Fills = new FillSettings { Latency = LatencySpan.Parse("61s") } };
        var result =
            new Scene(minutes) { Settings = settings }.OnBars((0, s => order = s.Limit(Side.Buy, "X", 1, 95)), (2, s => s.Cancel(order!)));
        Assert.Equal(95, result.Fills[0].Price);
        settings = new BacktestSettings { Fills = new FillSettings { Latency = LatencySpan.Parse("60s") } };
        result = new Scene(minutes) { Settings = settings }.OnBars((0, s => order = s.Limit(Side.Buy, "X", 1, 94)),
            (1, s => s.Cancel(order!)));
        Assert.Empty(result.Fills);
        Assert.Equal(OrderStatus.Cancelled, order!.Status);
    }
}
