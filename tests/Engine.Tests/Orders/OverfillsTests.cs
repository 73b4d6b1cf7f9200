using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Tests.Scenes;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Plugins;

namespace StrategyHost.Engine.Tests.Orders;

/// <summary>Fills of linked orders that cross with the cancellation of one of them.</summary>
public sealed class OverfillsTests
{
    private static readonly BarSeries Days = Bars.Flat(100, 101, 102);
    private List<string> calls = [];

    private static LiveEvent Says(BrokerEvent said) => new(Days[0].End, [], Broker: said);

    private static LiveEvent Executes(int order, Side side, decimal quantity) => Says(new ExecutionReport(
        new Execution($"E{order}-{quantity}", $"C{order}", "X", side, quantity, 100, 0, Days[0].End, Liquidity.Taker)));

    private BacktestResult Run(Action<ScriptedStrategy> atFirst, params LiveEvent[] events)
    {
        bool isDone = false;
        var scene = new LiveScene
        {
            Settings = new BacktestSettings { Cash = 10_000 },
            Live = new LiveRunSettings
            {
                Start = Days[0].Start,
                Venue = SessionVenue.Live,
                ClientIds = ClientIds.After("C"),
                Broker = new TradingCapabilities
                {
                    OrderTypes = Enum.GetValues<OrderType>(),
                    TimesInForce = Enum.GetValues<TimeInForceKind>(),
                    AmendsOrders = true
                }
            },
            Data = _ => new BarSeries(Days.Instrument, Days.Calendar, Days.Resolution, default, default, default, default, default, default,
                default),
        };
        var result = scene.Run(
            s => s.OnBar("X", _ =>
            {
                if (!isDone) atFirst(s);
                isDone = true;
            }),
            [new LiveEvent(Days[0].Start, [], SessionCommand.Arm), Says(new PositionAdopted("X", 9, 100, Days[0].Start)),
                new LiveEvent(Days[0].End, [new LiveBar("X", Days[0])]), .. events]);

        // A cancellation that is asked for again after a further fill is one request at the broker.
        calls = [.. scene.Commands.Select(c => string.Join(' ', c.Split(' ').Take(4))).Distinct()];
        return result;
    }

    [Fact]
    public void Where_the_leg_that_one_cancels_fills_whole_the_first_is_cancelled_too()
    {
        Run(s => s.Oco(s.Stop(Side.Sell, "X", 9, 95), s.Limit(Side.Sell, "X", 9, 105)),
            Executes(2, Side.Sell, 2), Executes(1, Side.Sell, 9));
        Assert.Equal(["cancel C1", "cancel C2", "submit C3 Buy 2"], calls.Skip(2));
    }

    [Fact]
    public void Where_the_leg_that_one_cancels_fills_in_part_the_first_is_left_the_rest()
    {
        var result = Run(s => s.Oco(s.Stop(Side.Sell, "X", 9, 95), s.Limit(Side.Sell, "X", 9, 105)),
            Executes(2, Side.Sell, 2), Executes(1, Side.Sell, 3), Executes(2, Side.Sell, 4));
        Assert.Equal(["cancel C1", "replace C2 6", "cancel C2"], calls.Skip(2).Select(c => string.Join(' ', c.Split(' ').Take(3))));
        Assert.Equal(0, result.Account.Portfolio["X"].Quantity);
    }

    [Fact]
    public void A_leg_of_the_other_side_that_fills_although_it_is_cancelled_is_undone_whole_and_takes_nothing_from_the_first()
    {
        var result = Run(s => s.Oco(s.Stop(Side.Buy, "X", 9, 105), s.Stop(Side.Sell, "X", 9, 95)),
            Executes(1, Side.Buy, 2), Executes(2, Side.Sell, 4), Executes(3, Side.Buy, 4), Executes(1, Side.Buy, 7));
        Assert.Equal(["cancel C2", "submit C3 Buy 4"], calls.Skip(2));
        Assert.Equal(18, result.Account.Portfolio["X"].Quantity);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 2)]
    public void Exits_of_an_entry_wait_until_an_excess_that_turned_the_position_over_is_undone(bool isUndone, int exits)
    {
        var reduce = new OrderRequest { Symbol = "X", Side = Side.Sell, Quantity = 9, ReduceOnly = true };
        Run(
            s =>
            {
                s.Bracket(Side.Buy, "X", 1, stop: 50, target: 200);
                s.Submit(reduce);
                s.Submit(reduce);
            },
            [Executes(4, Side.Sell, 9), Executes(5, Side.Sell, 9), Executes(1, Side.Buy, 1),
                .. isUndone ? [Executes(6, Side.Buy, 9)] : Array.Empty<LiveEvent>()]);
        Assert.Contains("submit C6 Buy 9", calls);
        Assert.Equal(exits, calls.Count(c => c is "submit C2 Sell 1" or "submit C3 Sell 1"));
    }

    [Theory]
    [InlineData("told first", 7)]
    [InlineData("told last", 6)]
    public void An_exit_that_the_exchange_ended_with_its_position_is_made_anew_once_the_excess_is_undone(string excess, int renewed)
    {
        bool isFirst = excess == "told first";
        LiveEvent[] crossing = isFirst ? [Executes(1, Side.Sell, 1), Ends(4)] : [Ends(4), Executes(1, Side.Sell, 1)];
        var result = Run(PairAndBracket, [Executes(2, Side.Sell, 9), Executes(3, Side.Buy, 1), .. crossing]);
        Assert.DoesNotContain($"submit C{renewed} Sell 1", calls);
        Assert.Equal(0, result.Account.Portfolio["X"].Quantity);
        result = Run(PairAndBracket,
            [Executes(2, Side.Sell, 9), Executes(3, Side.Buy, 1), .. crossing, Executes(isFirst ? 6 : 7, Side.Buy, 1)]);
        Assert.Contains($"submit C{renewed} Sell 1", calls);
        Assert.Equal(1, result.Account.Portfolio["X"].Quantity);
    }

    [Fact]
    public void An_exit_that_the_exchange_ended_long_before_an_excess_or_that_was_to_end_stays_ended()
    {
        Run(PairAndBracket, Executes(2, Side.Sell, 9), Executes(3, Side.Buy, 1), Ends(4),
            new LiveEvent(Days[1].End, [new LiveBar("X", Days[1])]), Executes(1, Side.Sell, 1), Executes(6, Side.Buy, 1));
        Assert.DoesNotContain("submit C7 Sell 1", calls);
        Assert.Contains("submit C6 Buy 1", calls);
        Run(
            s =>
            {
                PairAndBracket(s);
                s.Cancel(s.Orders.Single(o => o.Id == 4));
            },
            Executes(2, Side.Sell, 9), Executes(3, Side.Buy, 1), Executes(1, Side.Sell, 1), Executes(6, Side.Buy, 1));
        Assert.DoesNotContain("submit C7 Sell 1", calls);
    }

    /// <summary>Orders 1 and 2 cancel each other; 3 is an entry with a stop, 4, and a target, 5.</summary>
    private static void PairAndBracket(ScriptedStrategy s)
    {
        s.Oco(s.Stop(Side.Sell, "X", 9, 95), s.Limit(Side.Sell, "X", 9, 105));
        s.Bracket(Side.Buy, "X", 1, stop: 50, target: 200);
    }

    private static LiveEvent Ends(int order) => Says(new OrderReport(new BrokerOrder
    {
        ClientId = $"C{order}",
        Symbol = "X",
        Side = Side.Sell,
        Quantity = 1,
        Status = OrderStatus.Cancelled,
    }));
}
