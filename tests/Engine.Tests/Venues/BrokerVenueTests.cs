using StrategyHost.Engine.Risk;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Tests.Scenes;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Plugins;

namespace StrategyHost.Engine.Tests.Venues;

/// <summary>What a session makes of what its broker says.</summary>
public sealed class BrokerVenueTests
{
    private static readonly BarSeries Days = Bars.Flat(100, 101, 102, 103, 104, 105);
    private readonly List<string> calls = [];
    private readonly List<string> lines = [];

    private static LiveEvent Day(int index) => new(Days[index].End, [new LiveBar("X", Days[index])]);

    private static LiveEvent Says(BrokerEvent said) => new(Days[0].End, [], Broker: said);

    private static LiveEvent Shows(OrderStatus status, decimal filled = 0, decimal quantity = 10, decimal? limit = null,
        string? refusal = null, OrderChange? answered = null) => Says(new OrderReport(
        new BrokerOrder
        {
            ClientId = "C1",
            Symbol = "X",
            Side = Side.Buy,
            Quantity = quantity,
            LimitPrice = limit,
            Status = status,
            Filled = filled
        }, refusal, answered));

    private static LiveEvent Of(string clientId, OrderStatus status, decimal quantity, decimal limit, decimal filled = 0) =>
        Says(new OrderReport(new BrokerOrder
        {
            ClientId = clientId,
            Symbol = "X",
            Side = Side.Buy,
            Quantity = quantity,
            LimitPrice = limit,
            Status = status,
            Filled = filled
        }));

    /// <summary>Bids once, and then changes its bid with each bar.</summary>
    private static Action<ScriptedStrategy> Bids(decimal? later = null) => s =>
    {
        Order? order = null;
        s.OnBar("X", bar =>
        {
            if (order is null) order = s.Limit(Side.Buy, "X", 10, 90);
            else s.Replace(order, later, bar.Close - 20);
        });
    };

    private static LiveEvent Executes(string id, decimal quantity, decimal price = 100, string clientId = "C1") =>
        Says(new ExecutionReport(new Execution(id, clientId, "X", Side.Buy, quantity, price, 0.5m, Days[0].End, Liquidity.Taker)));

    private BacktestResult Run(Action<ScriptedStrategy> strategy, params LiveEvent[] events) =>
        Run(new BacktestSettings { Cash = 10_000 }, amends: true, strategy, events);

    private BacktestResult RunWithoutAmending(Action<ScriptedStrategy> strategy, params LiveEvent[] events) =>
        Run(new BacktestSettings { Cash = 10_000 }, amends: false, strategy, events);

    private BacktestResult Run(BacktestSettings settings, bool amends, Action<ScriptedStrategy> strategy, params LiveEvent[] events)
    {
        var broker = new TradingCapabilities
        {
            OrderTypes = Enum.GetValues<OrderType>(),
            TimesInForce = Enum.GetValues<TimeInForceKind>(),
            AmendsOrders = amends
        };
        var scene = new LiveScene
        {
            Settings = settings,
            Live = new LiveRunSettings
            {
                Start = Days[0].Start,
                Venue = SessionVenue.Live,
                ClientIds = ClientIds.After("C"),
                Broker = broker
            },
            Data = _ => new BarSeries(Days.Instrument, Days.Calendar, Days.Resolution, default, default, default, default, default, default,
                default),
        };
        var result = scene.Run(strategy, events.Prepend(new LiveEvent(Days[0].Start, [], SessionCommand.Arm)));
        calls.AddRange(scene.Commands);
        lines.AddRange(scene.Lines);
        return result;
    }

    private static Action<ScriptedStrategy> Buys(Action<ScriptedStrategy, Order>? later = null) => s =>
    {
        Order? order = null;
        s.OnBar("X", _ =>
        {
            if (order is null) order = s.Buy("X", 10);
            else later?.Invoke(s, order);
        });
    };

    [Fact]
    public void What_the_strategy_wants_is_kept_to_be_sent_and_fills_are_booked_as_they_come()
    {
        var result =
            Run(Buys(), Day(0), Shows(OrderStatus.Accepted), Executes("E1", 4), Executes("E2", 6, 101), Shows(OrderStatus.Filled, 10));
        Assert.Equal(["submit C1 Buy 10 X Market limit - stop - GoodTillCancelled"], calls);
        Assert.Equal((OrderStatus.Filled, 100.6m), (result.Orders[0].Status, result.Orders[0].AveragePrice));
        Assert.Equal(10_000m - 1006 - 1, result.Account.Portfolio.Cash);
    }

    [Fact]
    public void An_execution_that_is_told_twice_is_booked_once()
    {
        var result = Run(Buys(), Day(0), Executes("E1", 4), Executes("E1", 4), Shows(OrderStatus.Accepted), Executes("E1", 4));
        Assert.Equal(4, result.Account.Portfolio["X"].Quantity);
        Assert.Single(result.Fills);
    }

    [Fact]
    public void An_end_that_comes_before_its_executions_waits_for_them()
    {
        var result = Run(Buys(), Day(0), Shows(OrderStatus.Cancelled, filled: 7), Executes("E2", 5), Executes("E1", 2));
        Assert.Equal((OrderStatus.Cancelled, 7m), (result.Orders[0].Status, result.Orders[0].Filled));
    }

    [Fact]
    public void A_fill_of_an_order_that_had_ended_is_booked_all_the_same_and_said()
    {
        var result = Run(Buys(), Day(0), Shows(OrderStatus.Rejected), Executes("E1", 10));
        Assert.Equal(10, result.Account.Portfolio["X"].Quantity);
        Assert.Contains(lines, l => l.Contains("booked as the venue says", StringComparison.Ordinal));
    }

    [Fact]
    public void A_fill_of_an_entry_that_was_taken_for_rejected_is_protected()
    {
        Run(s => s.OnBar("X", bar => { if (s.Orders.Count == 0) s.Bracket(Side.Buy, "X", 10, 90, 120); }), Day(0),
            Shows(OrderStatus.Rejected), Executes("E1", 10));
        Assert.Equal(3, calls.Count(c => c.StartsWith("submit", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_undoes_an_excess_is_undone_itself_when_it_fills_after_it_was_taken_for_rejected()
    {
        Run(Buys((s, _) => s.Close("X")), Day(0), Executes("E1", 10), Day(1), Executes("E2", 10, clientId: "C2"),
            Executes("E3", 5, clientId: "C2"));
        Assert.StartsWith("submit C3 Buy 5 X Market", calls[^1], StringComparison.Ordinal);
        calls.Clear();
        Run(
            Buys((s, _) => s.Close("X")), Day(0), Executes("E1", 10), Day(1), Executes("E2", 10, clientId: "C2"),
            Executes("E3", 5, clientId: "C2"),
            Of("C3", OrderStatus.Rejected, 5, 0), Executes("E4", 5, clientId: "C4"), Executes("E5", 5, clientId: "C3"));
        Assert.StartsWith("submit C5 Sell 5 X Market", calls[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_is_older_than_a_fill_does_not_take_a_larger_quantity_back()
    {
        var result = Run(Bids(20), Day(0), Shows(OrderStatus.Accepted, quantity: 10, limit: 90), Day(1),
            Shows(OrderStatus.Accepted, quantity: 20, limit: 81, answered: new OrderChange(20, 81, null)), Executes("E1", 10),
            Shows(OrderStatus.Accepted, quantity: 10, limit: 90), Executes("E2", 10),
            Shows(OrderStatus.Filled, filled: 20, quantity: 20, limit: 81));
        Assert.Equal((OrderStatus.Filled, 20m), (result.Orders[0].Status, result.Orders[0].Filled));
        Assert.DoesNotContain(lines, l => l.Contains("booked as the venue says", StringComparison.Ordinal));
    }

    [Fact]
    public void What_fills_under_a_name_that_was_taken_for_ended_is_not_filled_again_under_the_next()
    {
        LiveEvent[] renamed = [Day(0), Shows(OrderStatus.Accepted, limit: 90), Day(1), Shows(OrderStatus.Cancelled, limit: 90),
            Of("C1G0", OrderStatus.Accepted, 10, 81), Day(2), Of("C1G0", OrderStatus.Cancelled, 10, 81),
            Of("C1G1", OrderStatus.Accepted, 10, 82)];
        var whole = RunWithoutAmending(Bids(), [.. renamed, Executes("E1", 10, clientId: "C1G0")]);
        Assert.Equal(OrderStatus.Filled, whole.Orders[0].Status);
        Assert.Equal("cancel C1G1", calls[^1]);
        calls.Clear();
        RunWithoutAmending(Bids(), [.. renamed, Executes("E1", 4, clientId: "C1G0"), Of("C1G1", OrderStatus.Cancelled, 10, 82)]);
        Assert.Equal("cancel C1G1", calls[^2]);
        Assert.Equal("submit C1G2 Buy 6 X Limit limit 82 stop - GoodTillCancelled", calls[^1]);
    }

    [Fact]
    public void While_an_excess_is_being_undone_no_guard_has_the_price_of_another_position()
    {
        var guarded = new BacktestSettings { Cash = 10_000, Risk = new RiskLimits { StopLoss = 0.05m, TakeProfit = 0.1m } };
        Run(guarded, amends: true, Buys((s, _) => s.Buy("X", 2)), Day(0), Executes("E1", 10), Executes("E2", 10, clientId: "C2"),
            Executes("E3", 2, clientId: "C3"), Day(1), Executes("E4", 2, clientId: "C5"));
        Assert.Equal(["C1", "C2", "C3", "C4", "C5"],
            calls.Where(c => c.StartsWith("submit", StringComparison.Ordinal)).Select(c => c.Split(' ')[1]));
        calls.Clear();
        Run(guarded, amends: true, Buys((s, _) => s.Buy("X", 2)), Day(0), Executes("E1", 10), Executes("E2", 10, clientId: "C2"),
            Executes("E3", 2, clientId: "C3"), Day(1), Executes("E4", 2, clientId: "C5"), Executes("E5", 2, clientId: "C4"));
        Assert.Equal(["submit C6 Sell 2 X Stop limit - stop 95 GoodTillCancelled",
            "submit C7 Sell 2 X Limit limit 110 stop - GoodTillCancelled"], calls[^2..]);
    }

    [Fact]
    public void What_undoes_an_excess_is_sent_five_times_and_then_a_person_is_told()
    {
        var refusals = Enumerable.Range(3, 6).Select(i => Of($"C{i}", OrderStatus.Rejected, 5, 0));
        Run(
            Buys((s, _) => s.Close("X")),
            [Day(0), Executes("E1", 10), Day(1), Executes("E2", 10, clientId: "C2"), Executes("E3", 5, clientId: "C2"), .. refusals]);
        Assert.Equal(["C3", "C4", "C5", "C6", "C7"],
            calls.Where(c => c.Contains(" 5 X Market", StringComparison.Ordinal)).Select(c => c.Split(' ')[1]));
        Assert.Single(lines, l => l.EndsWith("could not be undone in 5 attempts: close them by hand.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cancellation_that_is_refused_leaves_the_order_working()
    {
        var result = Run(Buys((s, order) => s.Cancel(order)), Day(0), Shows(OrderStatus.Accepted), Day(1),
            Shows(OrderStatus.Accepted, refusal: "too late"), Executes("E1", 10), Shows(OrderStatus.Filled, 10));
        Assert.Equal("cancel C1", calls[^1]);
        Assert.Equal(OrderStatus.Filled, result.Orders[0].Status);
    }

    [Fact]
    public void A_change_holds_when_the_broker_shows_it_and_not_when_it_refuses()
    {
        Action<ScriptedStrategy> strategy = s =>
        {
            Order? order = null;
            s.OnBar("X", bar =>
            {
                if (order is null) order = s.Limit(Side.Buy, "X", 10, 90);
                else s.Replace(order, limit: bar.Close - 20);
            });
        };
        var result = Run(
            strategy, Day(0), Shows(OrderStatus.Accepted, limit: 90), Day(1),
            Shows(OrderStatus.Accepted, limit: 81, answered: new OrderChange(10, 81, null)), Day(2),
            Shows(OrderStatus.Accepted, limit: 81, refusal: "no", answered: new OrderChange(10, 82, null)));
        Assert.Equal(["replace C1 10 limit 81 stop -", "replace C1 10 limit 82 stop -"], calls.Skip(1));
        Assert.Equal((OrderStatus.Accepted, 81m), (result.Orders[0].Status, result.Orders[0].LimitPrice));
    }

    [Fact]
    public void Where_a_broker_changes_no_orders_one_is_ended_and_sent_again_under_another_name()
    {
        var result = RunWithoutAmending(
            Bids(), Day(0), Shows(OrderStatus.Accepted, limit: 90), Day(1), Executes("E1", 3),
            Shows(OrderStatus.Cancelled, filled: 3, limit: 90),
            Of("C1G0", OrderStatus.Accepted, 7, 81), Executes("E2", 7, 81, "C1G0"), Of("C1G0", OrderStatus.Filled, 7, 81, filled: 7));
        Assert.Equal(["submit C1 Buy 10 X Limit limit 90 stop - GoodTillCancelled", "cancel C1",
            "submit C1G0 Buy 7 X Limit limit 81 stop - GoodTillCancelled"], calls);
        Assert.Equal((OrderStatus.Filled, 10m, 81m), (result.Orders[0].Status, result.Orders[0].Filled, result.Orders[0].LimitPrice));
    }

    [Fact]
    public void What_is_sent_again_waits_for_the_executions_of_what_was_sent_before()
    {
        RunWithoutAmending(Bids(), Day(0), Shows(OrderStatus.Accepted, limit: 90), Day(1),
            Shows(OrderStatus.Cancelled, filled: 3, limit: 90));
        Assert.Equal("cancel C1", calls[^1]);
    }

    [Fact]
    public void An_order_that_grows_while_it_fills_is_sent_again_for_the_rest()
    {
        var result = RunWithoutAmending(
            Bids(15), Day(0), Shows(OrderStatus.Accepted, limit: 90), Day(1), Executes("E1", 10, 90),
            Shows(OrderStatus.Filled, filled: 10, limit: 90, refusal: "it has ended"));
        Assert.Equal("submit C1G0 Buy 5 X Limit limit 81 stop - GoodTillCancelled", calls[^1]);
        Assert.Equal((OrderStatus.PartiallyFilled, 15m), (result.Orders[0].Status, result.Orders[0].Quantity));
    }

    [Fact]
    public void An_order_that_is_cancelled_while_it_is_sent_again_stays_cancelled()
    {
        Order? order = null;
        Action<ScriptedStrategy> strategy = s => s.OnBar("X", bar =>
        {
            if (order is null) order = s.Limit(Side.Buy, "X", 10, 90);
            else if (bar.Close < 102) s.Replace(order, limit: 81);
            else s.Cancel(order);
        });
        var result = RunWithoutAmending(strategy, Day(0), Shows(OrderStatus.Accepted, limit: 90), Day(1), Day(2),
            Shows(OrderStatus.Cancelled, limit: 90));
        Assert.Equal(["cancel C1"], calls.Skip(1));
        Assert.Equal(OrderStatus.Cancelled, result.Orders[0].Status);
    }

    [Fact]
    public void New_terms_that_come_while_an_order_is_sent_again_are_those_that_it_is_sent_with()
    {
        RunWithoutAmending(Bids(), Day(0), Shows(OrderStatus.Accepted, limit: 90), Day(1), Day(2), Shows(OrderStatus.Cancelled, limit: 90));
        Assert.Equal(["cancel C1", "submit C1G0 Buy 10 X Limit limit 82 stop - GoodTillCancelled"], calls.Skip(1));
    }

    [Fact]
    public void An_order_that_cannot_be_ended_goes_on_with_the_terms_that_it_had()
    {
        var result = RunWithoutAmending(Bids(), Day(0), Shows(OrderStatus.Accepted, limit: 90), Day(1),
            Shows(OrderStatus.Accepted, limit: 90, refusal: "not now"));
        Assert.Equal((OrderStatus.Accepted, 90m), (result.Orders[0].Status, result.Orders[0].LimitPrice));
        Assert.Contains(lines, l => l.Contains("goes on as it was: not now", StringComparison.Ordinal));
    }

    [Fact]
    public void An_order_that_is_rejected_with_its_new_terms_ends_and_says_why()
    {
        var result = RunWithoutAmending(
            Bids(), Day(0), Shows(OrderStatus.Accepted, limit: 90), Day(1), Executes("E1", 3),
            Shows(OrderStatus.Cancelled, filled: 3, limit: 90), Of("C1G0", OrderStatus.Rejected, 7, 81));
        Assert.Equal((OrderStatus.Cancelled, 3m), (result.Orders[0].Status, result.Orders[0].Filled));
        Assert.Contains("the broker rejected what was left of it", result.Orders[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_leaves_before_the_session_is_armed()
    {
        var result = Run(Buys(), new LiveEvent(Days[0].Start, [], SessionCommand.Disarm), Day(0));
        Assert.Empty(calls);
        Assert.Equal(DenialCode.NotArmed, result.Orders[0].Denial!.Code);
    }

    [Fact]
    public void While_the_account_is_in_doubt_only_what_makes_a_position_smaller_passes()
    {
        Action<ScriptedStrategy> strategy = s => s.OnBar("X", _ =>
        {
            s.Buy("X", 1);
            if (s.Position("X").IsLong) s.Sell("X", 1);
        });
        var result = Run(
            strategy, Says(new PositionAdopted("X", 5, 99, Days[0].Start)), Says(new AccountMismatch("the broker holds 7 X")), Day(0),
            Says(new AccountMismatch(null)), Day(1));
        Assert.Equal([DenialCode.Reducing, null, null, null], result.Orders.Select(o => o.Denial?.Code));
        Assert.Equal(5, result.Account.Portfolio["X"].Quantity);
    }

    [Fact]
    public void A_flatten_waits_until_no_order_is_in_the_way()
    {
        var flatten = new LiveEvent(Days[0].End, [], SessionCommand.Flatten);
        Run(Buys(), Day(0), Shows(OrderStatus.Accepted), Executes("E1", 4), flatten, Executes("E2", 6), Shows(OrderStatus.Filled, 10),
            Day(1));
        Assert.Equal(["submit C1 Buy 10 X Market limit - stop - GoodTillCancelled", "cancel C1",
            "submit C2 Sell 10 X Market limit - stop - GoodTillCancelled"], calls);
    }

    [Theory]
    [InlineData("max-trades-per-day", "1", DenialCode.TradesPerDay)]
    [InlineData("sell-next-day", "true", DenialCode.NextDaySale)]
    public void A_fill_of_yesterday_that_is_told_today_takes_nothing_from_what_today_has_counted(string limit, string value, DenialCode code)
    {
        LiveEvent Fills(string id, string clientId, DateTime time) => new(Days[1].End, [], Broker: new ExecutionReport(
            new Execution(id, clientId, "X", Side.Buy, 5, 100, 0, time, Liquidity.Taker)));
        var settings = new BacktestSettings { Cash = 10_000, Risk = new RiskLimits().With(limit, value) };
        bool isLate = false;
        Order? asked = null;
        Action<ScriptedStrategy> strategy = s =>
        {
            s.OnBar("X", _ => s.Limit(Side.Buy, "X", 10, 90));
            s.OnFill(_ =>
            {
                if (isLate) asked = code == DenialCode.TradesPerDay ? s.Buy("X", 1) : s.Sell("X", 6);
                isLate = true;
            });
        };
        Run(settings, amends: true, strategy, Day(0), Day(1), Fills("E2", "C2", Days[1].End), Fills("E1", "C1", Days[0].End));
        Assert.Equal(code, asked!.Denial?.Code);
    }

    [Fact]
    public void What_fills_after_a_flatten_has_taken_it_for_ended_is_closed_as_well()
    {
        var flatten = new LiveEvent(Days[0].End, [], SessionCommand.Flatten);
        Run(Buys(), Day(0), Shows(OrderStatus.Accepted), flatten, Shows(OrderStatus.Cancelled), Executes("E1", 4));
        Assert.Equal(["cancel C1", "submit C2 Sell 4 X Market limit - stop - GoodTillCancelled"], calls.Skip(1));
    }

    [Fact]
    public void What_fills_once_trading_is_resumed_stays()
    {
        LiveEvent Command(SessionCommand command) => new(Days[0].End, [], command);
        Run(Buys(), Day(0), Shows(OrderStatus.Accepted), Command(SessionCommand.Flatten), Shows(OrderStatus.Cancelled),
            Command(SessionCommand.Resume), Executes("E1", 4));
        Assert.Equal(["cancel C1"], calls.Skip(1));
    }

    [Fact]
    public void What_fills_after_a_halt_stays()
    {
        var halt = new LiveEvent(Days[0].End, [], SessionCommand.Halt);
        Run(Buys(), Day(0), Shows(OrderStatus.Accepted), halt, Shows(OrderStatus.Cancelled), Executes("E1", 4));
        Assert.Equal(["cancel C1"], calls.Skip(1));
    }

    [Fact]
    public void A_stop_loss_that_the_broker_refuses_is_kept_by_the_host()
    {
        var refused = Says(new OrderReport(new BrokerOrder
        {
            ClientId = "C2",
            Symbol = "X",
            Side = Side.Sell,
            Quantity = 10,
            Status = OrderStatus.Rejected,
            Reason = "no stops here"
        }));
        Run(new BacktestSettings { Cash = 10_000, Risk = new RiskLimits { StopLoss = 0.03m } }, amends: true, Buys(), Day(0),
            Executes("E1", 10, 105), refused, Day(1));
        Assert.Equal(["submit C2 Sell 10 X Stop limit - stop 101.85 GoodTillCancelled",
            "submit C3 Sell 10 X Market limit - stop - GoodTillCancelled"], calls.Skip(1));
    }
}
