using StrategyHost.Engine.Orders;
using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Tests.Scenes;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Plugins;

namespace StrategyHost.Engine.Tests.Orders;

/// <summary>Orders that have ended leave a session's memory, and nothing that anybody is told changes by that.</summary>
public sealed class EndedOrdersTests
{
    private const int Latest = 3;
    private static readonly BarSeries Days = Bars.Flat([.. Enumerable.Range(0, 60).Select(i => 100.0 + (i % 7))]);
    private readonly List<string> told = [];
    private List<string> lines = [];

    private static LiveEvent Day(int index) => new(Days[index].End, [new LiveBar("X", Days[index])]);

    private static IEnumerable<LiveEvent> AllDays => Enumerable.Range(0, Days.Count).Select(Day);

    private static LiveEvent Says(BrokerEvent said) => new(Days[0].End, [], Broker: said);

    private static LiveEvent Ends(int order, OrderStatus status = OrderStatus.Cancelled, decimal filled = 0) => Says(new OrderReport(
        new BrokerOrder
        {
            ClientId = $"C{order}",
            Symbol = "X",
            Side = Side.Buy,
            Quantity = 10,
            Status = status,
            Filled = filled
        }));

    private static LiveEvent Fills(int order, decimal quantity, string execution = "late") => Says(new ExecutionReport(
        new Execution(execution, $"C{order}", "X", Side.Buy, quantity, 100, 0.5m, Days[0].End, Liquidity.Taker)));

    /// <summary>Orders 1 to 10 are made, one a day, and end at the broker on the next; then something is told.</summary>
    private static IEnumerable<LiveEvent> TenThatEnd(params LiveEvent[] then) =>
        Enumerable.Range(0, 10).SelectMany(i => new[] { Day(i), Ends(i + 1) }).Prepend(new LiveEvent(Days[0].Start, [], SessionCommand.Arm))
            .Concat(then);

    private BacktestResult RunOnPaper(Action<ScriptedStrategy> strategy, Retention? retention, Action<LiveView>? look = null,
        RiskLimits? risk = null) => Run(new LiveScene
        {
            Settings = new BacktestSettings { Cash = 100_000, Risk = risk ?? new RiskLimits() },
            Live = new LiveRunSettings { Start = Days[0].Start, Retention = retention },
            Data = _ => Days,
        }, strategy, AllDays, look);

    private BacktestResult RunAtBroker(Action<ScriptedStrategy> strategy, IEnumerable<LiveEvent> events, Action<LiveView>? look = null,
        Retention? retention = null) => Run(new LiveScene
        {
            Settings = new BacktestSettings { Cash = 100_000 },
            Live = new LiveRunSettings
            {
                Start = Days[0].Start,
                Venue = SessionVenue.Live,
                ClientIds = ClientIds.After("C"),
                Retention = retention ?? new Retention(Latest, TimeSpan.FromDays(20)),
                Broker = new TradingCapabilities
                {
                    OrderTypes = Enum.GetValues<OrderType>(),
                    TimesInForce = Enum.GetValues<TimeInForceKind>(),
                    AmendsOrders = true
                },
            },
            Data = _ => new BarSeries(Days.Instrument, Days.Calendar, Days.Resolution, default, default, default, default, default, default,
                default),
        }, strategy, events, look);

    private BacktestResult Run(LiveScene scene, Action<ScriptedStrategy> strategy, IEnumerable<LiveEvent> events, Action<LiveView>? look)
    {
        lines = scene.Lines;
        return scene.Run(strategy, events, look);
    }

    /// <summary>Bids once a day, and tells what it hears.</summary>
    private Action<ScriptedStrategy> Bids(Action<Order>? made = null) => s =>
    {
        s.OnBar("X", _ =>
        {
            var order = s.Limit(Side.Buy, "X", 10, 90, tag: "bid");
            made?.Invoke(order);
        });
        s.OnFill(fill => told.Add($"fill of {fill.OrderId}: {fill.Quantity}"));
        s.OnOrder(order =>
        {
            if (order.Filled > 0) told.Add($"{order} filled {order.Filled} at {order.AveragePrice}");
        });
    };

    private static Action<ScriptedStrategy> BuysAndSells => s =>
    {
        int seen = 0;
        s.OnBar("X", _ =>
        {
            if (seen++ == 0) s.Limit(Side.Buy, "X", 1, 1);
            if (s.Position("X").IsFlat) s.Buy("X", 10);
            else s.Sell("X", 10);
        });
    };

    [Fact]
    public void The_latest_stay_in_memory_and_those_that_can_fill_and_all_sums_are_as_if_everything_did()
    {
        var whole = RunOnPaper(BuysAndSells, null);
        int most = 0;
        LiveView view = null!;
        var kept = RunOnPaper(BuysAndSells, new Retention(Latest, TimeSpan.Zero), v =>
        {
            view = v;
            most = Math.Max(most, v.Orders.Count(o => !o.IsOpen));
        });
        Assert.InRange(most, Latest, 2 * Latest);
        Assert.Equal((61, 61), (whole.Orders.Count, view.OrdersMade));
        Assert.Equal([1, .. whole.Orders.Skip(61 - (kept.Orders.Count - 1)).Select(o => o.Id)], kept.Orders.Select(o => o.Id));
        Assert.Equal((whole.Fills.Count, whole.RoundTrips.Count), (view.Fills.Made, view.RoundTrips.Made));
        Assert.InRange(kept.Fills.Count, Latest, 2 * Latest);
        Assert.InRange(kept.RoundTrips.Count, Latest, 2 * Latest);
        Assert.Equal((whole.Totals, whole.Account.Portfolio.Cash, whole.OpenProfit),
            (kept.Totals, kept.Account.Portfolio.Cash, kept.OpenProfit));
        Assert.Equal(whole.Equity.Latest, kept.Equity.Latest);
    }

    [Fact]
    public void Where_the_result_is_read_everything_is_in_it_though_the_same_is_decided()
    {
        var result = RunOnPaper(BuysAndSells, new Retention(Latest, TimeSpan.Zero) { KeepsResult = true });
        Assert.Equal((61, 59), (result.Orders.Count, result.Fills.Count));
        Assert.Equal(Enumerable.Range(1, 61).Select(i => (long)i), result.Orders.Select(o => o.Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_late_fill_of_an_order_that_has_left_is_booked_and_told(bool keepsResult)
    {
        var retention = new Retention(Latest, TimeSpan.Zero) { KeepsResult = keepsResult };
        var result = RunAtBroker(Bids(), TenThatEnd(Fills(2, 4), Fills(2, 4), Fills(2, 6, "later")), look: null, retention);
        Assert.Equal(10, result.Account.Portfolio["X"].Quantity);
        Assert.Equal(100_000m - 1000 - 1, result.Account.Portfolio.Cash);
        Assert.Equal(
            ["fill of 2: 4", "#2 Buy 10 X Limit limit 90 Cancelled (tag bid) filled 4 at 100",
                "fill of 2: 6", "#2 Buy 10 X Limit limit 90 Cancelled (tag bid) filled 10 at 100"], told);
    }

    [Fact]
    public void An_order_that_the_strategy_still_holds_counts_its_late_fill()
    {
        var held = new List<Order>();
        RunAtBroker(Bids(held.Add), TenThatEnd(Fills(2, 4)), v => Assert.InRange(v.Orders.Count, 0, (2 * Latest) + 1));
        Assert.Equal((4m, (decimal?)100m), (held[1].Filled, held[1].AveragePrice));
    }

    [Fact]
    public void An_order_that_has_come_back_leaves_again_and_comes_back_with_what_was_filled()
    {
        var again = Enumerable.Range(10, 10).SelectMany(i => new[] { Day(i), Ends(i + 1) });
        RunAtBroker(Bids(), TenThatEnd([Fills(2, 4), .. again, Fills(2, 1, "third")]));
        Assert.Equal("#2 Buy 10 X Limit limit 90 Cancelled (tag bid) filled 5 at 100", told[^1]);
    }

    [Fact]
    public void An_order_of_which_executions_are_missing_stays()
    {
        var events = TenThatEnd().ToList();
        events[2] = Ends(1, filled: 3);
        LiveView view = null!;
        RunAtBroker(Bids(), events, v => view = v);
        Assert.NotNull(view.FindOrder(1));
        Assert.Null(view.FindOrder(2));
    }

    [Fact]
    public void A_fill_under_a_name_that_no_order_has_had_is_none_of_the_sessions()
    {
        var result = RunAtBroker(Bids(), TenThatEnd(Fills(77, 4), Says(new ExecutionReport(
            new Execution("E", "other2", "X", Side.Buy, 4, 100, 0, Days[0].End, Liquidity.Taker)))));
        Assert.True(result.Account.Portfolio["X"].IsFlat);
    }

    private static Action<ScriptedStrategy> BracketsOnce => s =>
    {
        bool hasOne = false;
        s.OnBar("X", _ =>
        {
            if (!hasOne) s.Bracket(Side.Buy, "X", 10, 80, 120, limit: 90);
            else s.Limit(Side.Buy, "X", 10, 90);
            hasOne = true;
        });
    };

    /// <summary>The bracket's entry is order 1, and ends; then orders from 4 on end one after the other.</summary>
    private static IEnumerable<LiveEvent> AfterBracket => Enumerable.Range(0, 15)
        .SelectMany(i => new[] { Day(i), Ends(i == 0 ? 1 : i + 3) }).Prepend(new LiveEvent(Days[0].Start, [], SessionCommand.Arm));

    [Fact]
    public void Linked_orders_stay_for_their_while_and_a_late_fill_of_the_entry_still_brings_its_exits()
    {
        var result = RunAtBroker(BracketsOnce, AfterBracket.Append(Fills(1, 10)));
        Assert.Equal(2, result.Orders.Count(o => o.IsOpen && o.IsReduceOnly && o.Status == OrderStatus.Submitted));
    }

    [Fact]
    public void After_that_the_fill_is_booked_and_it_is_said_that_its_exits_are_not_made_again()
    {
        var result = RunAtBroker(BracketsOnce, AfterBracket.Append(Fills(1, 10)), look: null, new Retention(Latest, TimeSpan.FromDays(2)));
        Assert.Equal(10, result.Account.Portfolio["X"].Quantity);
        Assert.DoesNotContain(result.Orders, o => o.IsOpen && o.IsReduceOnly);
        Assert.Contains(lines,
            l => l.StartsWith("Warning: Something is told of order #1 Buy 10 X Limit limit 90 Cancelled, which had ended and left memory",
                StringComparison.Ordinal));
    }

    [Fact]
    public void The_fills_of_a_day_count_though_they_have_left()
    {
        int Filled(Retention? retention)
        {
            LiveView view = null!;
            Run(new LiveScene
            {
                Settings = new BacktestSettings { Cash = 1_000_000, Risk = new RiskLimits { MaxTradesPerDay = 4 * Latest } },
                Live = new LiveRunSettings { Start = Days[0].Start, Retention = retention },
                Data = _ => Days,
            }, s => s.OnBar("X", _ => s.Buy("X", 1)), Enumerable.Range(0, 40).Select(MinuteOfDay), v => view = v);
            return view.Fills.Made;
        }

        Assert.Equal(4 * Latest, Filled(null));
        Assert.Equal(4 * Latest, Filled(new Retention(1, TimeSpan.Zero)));
    }

    private static LiveEvent MinuteOfDay(int minute)
    {
        var bar = Days[0] with { Start = Days[0].Start.AddMinutes(minute), End = Days[0].Start.AddMinutes(minute + 1) };
        return new LiveEvent(bar.End, [new LiveBar("X", bar)]);
    }

    [Fact]
    public void Losses_in_a_row_count_though_they_have_left()
    {
        var risk = new RiskLimits { LockAfterLosses = 3, LockMinutes = 60 * 24 * 3 };
        Action<ScriptedStrategy> loses = s => s.OnBar("X", _ =>
        {
            if (s.Position("X").IsFlat) s.Sell("X", 10);
            else s.Buy("X", 10);
        });
        var whole = RunOnPaper(loses, null, risk: risk).Breaches;
        Assert.True(whole.Count > 1);
        Assert.Equal(whole, RunOnPaper(loses, new Retention(1, TimeSpan.Zero), risk: risk).Breaches);
    }
}
