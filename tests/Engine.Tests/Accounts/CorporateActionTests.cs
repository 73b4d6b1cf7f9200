using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;
using StrategyHost.Engine.Venues;

namespace StrategyHost.Engine.Tests.Accounts;

/// <summary>Bars are of Monday, 1 January 2024, and the days after; an action of the 3rd holds from bar 2 on.</summary>
public sealed class CorporateActionTests
{
    private static readonly DateOnly Third = new(2024, 1, 3);

    private static CorporateAction Split(decimal ratio) => new(Third, CorporateActionKind.Split, ratio);

    private static CorporateAction Dividend(decimal amount) => new(Third, CorporateActionKind.Dividend, amount);

    private static BacktestResult Run(CorporateAction action, double[] prices, params (int, Action<ScriptedStrategy>)[] acts) =>
        new Scene(Bars.With([action], prices)).OnBars(acts);

    [Fact]
    public void A_split_changes_the_count_and_nothing_else()
    {
        var result = Run(Split(4), [100, 100, 25, 26], (0, s => s.Buy("X", 10)), (2, s => s.Sell("X", 40)));
        Assert.Equal([100_000, 100_000, 100_000, 100_040], result.Equity.Rows.Select(r => r.Equity));
        var trip = Assert.Single(result.RoundTrips);
        Assert.Equal((40m, 25m, 40m), (trip.Quantity, trip.EntryPrice, trip.GrossProfit));
        Assert.Equal((0m, 0m), (trip.AdverseExcursion, trip.FavourableExcursion - 40));
    }

    [Fact]
    public void What_is_no_whole_share_is_paid_at_the_open()
    {
        // 5 shares of 1 for 2: two whole ones, and half of one at 200.
        var result = Run(Split(0.5m), [100, 100, 200], (0, s => s.Buy("X", 5)));
        Assert.Equal(2, result.Account.Portfolio["X"].Quantity);
        Assert.Equal(100_000 - 500 + 100, result.Account.Portfolio.Cash);
        Assert.Equal(100_000, result.Account.Portfolio.Equity);
    }

    [Fact]
    public void What_is_paid_out_is_a_round_trip_of_the_oldest_shares()
    {
        var result = Run(Split(0.1m), [10, 10, 100, 60], (0, s => s.Buy("X", 5)));
        var trip = Assert.Single(result.RoundTrips);
        Assert.Equal((true, 0.5m, 100m, 100m, 0m), (trip.IsLong, trip.Quantity, trip.EntryPrice, trip.ExitPrice, trip.NetProfit));
        Assert.Equal(Bars.Monday.AddDays(3), trip.ExitTime);
        Assert.Single(result.Fills);
        // 5 for 10 and 10 for 20 become 1.5 of 100 and 200; half of one is paid at 150, and it is one that cost 100.
        result = new Scene(Bars.With([new CorporateAction(new DateOnly(2024, 1, 4), CorporateActionKind.Split, 0.1m)], 10, 10, 20, 150))
            .OnBars((0, s => s.Buy("X", 5)), (1, s => s.Buy("X", 10)));
        trip = Assert.Single(result.RoundTrips);
        Assert.Equal((0.5m, 100m, 25m), (trip.Quantity, trip.EntryPrice, trip.NetProfit));
        Assert.Equal(result.Account.Portfolio.Equity - 100_000, trip.NetProfit + result.OpenProfit);
        Assert.Equal(0.5m * (150 - (250m / 1.5m)), result.Account.Portfolio["X"].RealizedProfit, 12); // a position goes by its average
    }

    [Fact]
    public void A_short_position_pays_for_what_is_no_whole_share()
    {
        var result = Run(Split(0.5m), [100, 100, 210], (0, s => s.Sell("X", 5)));
        var trip = Assert.Single(result.RoundTrips);
        Assert.Equal((false, 0.5m, 200m, 210m, -5m), (trip.IsLong, trip.Quantity, trip.EntryPrice, trip.ExitPrice, trip.NetProfit));
        Assert.Equal(-2, result.Account.Portfolio["X"].Quantity);
        Assert.Equal(-20, result.OpenProfit);
        Assert.Equal(100_000 - 25, result.Account.Portfolio.Equity);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_exit_from_a_position_that_a_split_has_paid_out_is_cancelled(bool isLong)
    {
        var (entry, exit) = isLong ? (Side.Buy, Side.Sell) : (Side.Sell, Side.Buy);
        var orders = new List<Order>();
        var scene = new Scene(Bars.With([Split(0.1m)], 10, 10, 100, 60, 60, 140, 140));
        var result =
            scene.OnBars((0, s => s.Submit(new OrderRequest { Symbol = "X", Side = entry, Quantity = 5 })), (1, s => orders.AddRange(
            [s.Stop(exit, "X", 5, isLong ? 7 : 13), s.Limit(exit, "X", 5, isLong ? 13 : 7),
                s.Submit(new OrderRequest
                {
                    Symbol = "X", Side = exit, Quantity = 20, LimitPrice = isLong ? 13 : 7, Type = OrderType.Limit, ReduceOnly = true
                })])));
        Assert.All(orders, o => Assert.Equal((OrderStatus.Cancelled, "the split left no position for it to close"), (o.Status, o.Reason)));
        Assert.Single(result.Fills);
        Assert.True(result.Account.Portfolio["X"].IsFlat);
        Assert.Contains(scene.Lines,
            l => l.Contains("Order 2", StringComparison.Ordinal)
                && l.Contains("was cancelled: the split left no position", StringComparison.Ordinal));
    }

    [Fact]
    public void Orders_are_cut_to_whole_shares_and_an_exit_never_opens()
    {
        Order? exit = null, reversal = null, entry = null, small = null;
        Run(
            Split(0.1m), [10, 10, 100, 100], (0, s => s.Buy("X", 25)),
            (1, s => exit = s.Stop(Side.Sell, "X", 25, 7)), (1, s => reversal = s.Stop(Side.Sell, "X", 50, 6)),
            (1, s => entry = s.Limit(Side.Buy, "X", 38, 5)), (1, s => small = s.Limit(Side.Buy, "X", 9, 5)));
        Assert.Equal((2m, 70m), (exit!.Quantity, exit.StopPrice));
        Assert.Equal(4, reversal!.Quantity); // 2 to close and 2 to open, not 5
        Assert.Equal(3, entry!.Quantity);
        Assert.Equal((OrderStatus.Cancelled, "the split left no whole unit of it"), (small!.Status, small.Reason));
    }

    [Fact]
    public void Legs_that_wait_for_an_entry_go_with_it()
    {
        Bracket bracket = default!;
        Run(Split(0.1m), [10, 10, 100, 100], (0, s => s.Buy("X", 100)),
            (1, s => bracket = s.Bracket(Side.Buy, "X", 5, stop: 6, target: 14, limit: 8)));
        Assert.Equal(OrderStatus.Cancelled, bracket.Entry.Status);
        Assert.Equal((OrderStatus.Cancelled, OrderStatus.Cancelled), (bracket.StopLoss.Status, bracket.TakeProfit.Status));
    }

    [Fact]
    public void An_exit_over_nothing_is_cancelled_at_once_however_slow_messages_are()
    {
        Order? exit = null;
        var late = new CorporateAction(new DateOnly(2024, 1, 4), CorporateActionKind.Split, 0.1m);
        var slow = new LatencySpan(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(30));
        var scene = new Scene(Bars.With([late], 10, 10, 10, 60, 60, 60))
        {
            Settings = new BacktestSettings { Fills = new FillSettings { Latency = slow } }
        };
        var result = scene.OnBars((0, s => s.Buy("X", 5)), (1, s => exit = s.Stop(Side.Sell, "X", 5, 7)));
        Assert.Equal(OrderStatus.Cancelled, exit!.Status);
        Assert.Equal(Bars.Monday.AddDays(4), exit.Closed);
        Assert.Single(result.Fills);
    }

    [Fact]
    public void A_dividend_belongs_to_the_round_trip_in_parts()
    {
        var result = Run(Dividend(2), [100, 100, 98, 98, 98], (0, s => s.Buy("X", 10)), (2, s => s.Sell("X", 4)));
        var trip = Assert.Single(result.RoundTrips);
        Assert.Equal((-8m, 8m, 0m), (trip.GrossProfit, trip.Dividends, trip.NetProfit));
        Assert.Equal(0, result.OpenProfit);
        Assert.Equal(100_000, result.Account.Portfolio.Equity);
        trip = Assert.Single(Run(Dividend(2), [100, 100, 98, 98], (0, s => s.Sell("X", 10)), (2, s => s.Buy("X", 10))).RoundTrips);
        Assert.Equal((20m, -20m, 0m), (trip.GrossProfit, trip.Dividends, trip.NetProfit));
    }

    [Fact]
    public void Resting_orders_follow_a_split()
    {
        Order? order = null;
        var result = Run(Split(2), [100, 100, 50, 44], (0, s => order = s.Limit(Side.Buy, "X", 10, 90)));
        Assert.Equal((20m, 45m), (order!.Quantity, order.LimitPrice));
        Assert.Equal(44, Assert.Single(result.Fills).Price);
        result = Run(Split(2), [100, 100, 50, 47, 41], (0, s => s.Buy("X", 10)),
            (1, s => order = s.TrailingStop(Side.Sell, "X", 10, Trail.By(10))));
        Assert.Equal(5, order!.Trail!.Value.Amount);
        Assert.Equal((20m, 41m), (result.Fills[1].Quantity, result.Fills[1].Price));
    }

    [Fact]
    public void A_dividend_is_paid_to_holders_and_by_short_sellers()
    {
        Assert.Equal(15, Run(Dividend(1.5m), [100, 100, 98.5], (0, s => s.Buy("X", 10))).Account.Dividends);
        var result = Run(Dividend(1.5m), [100, 100, 98.5], (0, s => s.Sell("X", 10)));
        Assert.Equal(-15, result.Account.Dividends);
        Assert.Equal(100_000, result.Account.Portfolio.Equity);
        // Bought on the ex-date itself: too late.
        Assert.Equal(0, Run(Dividend(1.5m), [100, 100, 98.5], (1, s => s.Buy("X", 10))).Account.Dividends);
    }

    [Fact]
    public void A_dividend_lowers_buy_limits_and_sell_stops()
    {
        var orders = new List<Order>();
        Run(Dividend(2), [100, 100, 98], (0, s => orders.AddRange([s.Limit(Side.Buy, "X", 1, 90), s.Limit(Side.Sell, "X", 1, 110),
            s.Stop(Side.Sell, "X", 1, 80), s.Stop(Side.Buy, "X", 1, 120)])));
        Assert.Equal([88m, 110m, 78m, 120m], orders.Select(o => o.LimitPrice ?? o.StopPrice));
    }

    [Fact]
    public void An_adjusted_history_joins_on_without_looking_ahead()
    {
        var raw = new List<string>();
        var adjusted = new List<string>();
        new Scene(Bars.With([Split(2)], 100, 104, 52, 53)).Run(s =>
        {
            var plain = s.History("X", 4, adjusted: false);
            var joined = s.History("X", 4);
            s.OnBar("X", _ =>
            {
                raw.Add(string.Join(' ', Enumerable.Range(0, plain.Count).Select(i => plain[i].Close)));
                adjusted.Add(string.Join(' ', Enumerable.Range(0, joined.Count).Select(i => joined[i].Close)));
            });
        });
        Assert.Equal(["100", "104 100", "52 104 100", "53 52 104 100"], raw);
        Assert.Equal(["100", "104 100", "52 52 50", "53 52 52 50"], adjusted);
        var afterDividend = new List<double>();
        new Scene(Bars.With([Dividend(2)], 100, 100, 98)).Run(s =>
        {
            var joined = s.History("X", 3, adjusted: "total");
            s.OnBar("X", _ => afterDividend.Add(joined[joined.Count - 1].Close));
        });
        Assert.Equal([100, 100, 98], afterDividend);
    }
}
