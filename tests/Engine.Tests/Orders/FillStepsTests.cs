using System.Globalization;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Supervision;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Orders;

/// <summary>A strategy that is told of several fills of one event sees what was true after each.</summary>
public sealed class FillStepsTests
{
    private static readonly BarSeries Rising = Bars.Daily((100, 100, 100, 100), (110, 120, 80, 100), (100, 120, 80, 100), (100, 100, 100, 100));

    private static string[] Told(Action<ScriptedStrategy> first, Func<ScriptedStrategy, Fill, string> tell)
    {
        var told = new List<string>();
        new Scene(Rising).Run(s =>
        {
            int bar = 0;
            s.OnBar("X", _ =>
            {
                if (bar++ == 0) first(s);
            });
            s.OnFill(f => told.Add(tell(s, f)));
        });
        return [.. told];
    }

    private static string Text(params object?[] values) => string.Join(' ', values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)));

    [Fact]
    public void Each_fill_sees_position_price_and_cash_of_its_own() => Assert.Equal(["10 110 98900", "30 110 96700"], Told(
        s =>
        {
            s.Buy("X", 10);
            s.Buy("X", 20);
        },
        (s, _) => Text(s.Position("X").Quantity, s.Position("X").AveragePrice, s.Portfolio.Cash)));

    [Fact]
    public void Open_orders_are_those_that_could_still_fill() => Assert.Equal(["2 Accepted 0", "Filled 20"], Told(
        s =>
        {
            s.Buy("X", 10);
            s.Buy("X", 20);
        },
        (s, f) => f.Quantity == 10
            ? Text(s.Orders.Single().Id, s.Orders.Single().Status, s.Orders.Single().Filled)
            : Text(OrderStatus.Filled, 20 + s.Orders.Count)));

    [Fact]
    public void A_held_order_and_position_show_the_same_as_when_asked_for_anew()
    {
        Order? second = null;
        Position? position = null;
        Assert.Equal(["Accepted 0 10", "Filled 20 30"], Told(
                s =>
            {
                position = s.Position("X");
                s.Buy("X", 10);
                second = s.Buy("X", 20);
            },
            (_, _) => Text(second!.Status, second.Filled, position!.Quantity)));
        Assert.Equal(OrderStatus.Filled, second!.Status);
        Assert.Equal(30, position!.Quantity);
    }

    [Fact]
    public void A_round_trip_within_one_bar_is_seen_half_way() => Assert.Equal(["5 0", "0 -50"], Told(
        s =>
        {
            s.Buy("X", 5);
            s.Stop(Side.Sell, "X", 5, 100);
        },
        (s, _) => Text(s.Position("X").Quantity, s.Position("X").RealizedProfit)));

    [Fact]
    public void What_is_ordered_meanwhile_is_judged_by_what_is_true()
    {
        var targets = new List<Order?>();
        Told(
                s =>
            {
                s.Buy("X", 10);
                s.Buy("X", 20);
            },
            (s, _) =>
            {
                targets.Add(s.Target("X", 30));
                return "";
            });
        Assert.All(targets, Assert.Null);
    }

    [Fact]
    public void What_has_filled_cannot_be_cancelled_although_it_is_seen_as_open() => Assert.Equal(["10 False 10", "30 False 30"], Told(
        s =>
        {
            s.Buy("X", 10);
            s.Buy("X", 20);
        },
        (s, _) =>
        {
            decimal before = s.Position("X").Quantity;
            bool done = s.Orders.Any(o => s.Cancel(o).IsSuccess);
            return Text(before, done, s.Position("X").Quantity);
        }));

    [Fact]
    public void A_handler_that_throws_leaves_the_present()
    {
        var scene = new Scene(Rising) { Settings = new() { Limits = new() { OnFault = FaultPolicy.Cancel } } };
        var seen = new List<decimal>();
        var result = scene.Run(s =>
        {
            int bar = 0;
            s.OnBar("X", _ =>
            {
                if (bar++ == 0)
                {
                    s.Buy("X", 10);
                    s.Buy("X", 20);
                    s.Limit(Side.Sell, "X", 30, 500);
                }
                else seen.Add(s.Position("X").Quantity);
            });
            s.OnFill(_ => throw new InvalidOperationException("no"));
        });
        Assert.Equal([30, 30, 30], seen);
        Assert.Equal(OrderStatus.Cancelled, result.Orders[2].Status);
    }

    [Fact]
    public void Two_symbols_of_one_event_are_told_apart()
    {
        var told = new List<string>();
        new Scene(Rising, Bars.Of("Y", Resolution.Day, Bars.Monday, (50, 50, 50, 50), (50, 50, 50, 50))).Run(s =>
        {
            int bar = 0;
            s.Use("Y");
            s.OnBar("X", _ =>
            {
                if (bar++ > 0) return;
                s.Buy("X", 1);
                s.Buy("Y", 2);
            });
            s.OnFill(_ => told.Add(Text(s.Position("X").Quantity, s.Position("Y").Quantity)));
        });
        Assert.Equal(["1 0", "1 2"], told);
    }

    [Fact]
    public void Sessions_on_paper_see_the_same()
    {
        var told = new List<decimal>();
        var scene = new LiveScene { Live = new LiveRunSettings { Start = Rising[0].Start }, Data = _ => Rising };
        scene.Run(
            s =>
            {
                int bar = 0;
                s.OnBar("X", _ =>
                {
                    if (bar++ > 0) return;
                    s.Buy("X", 10);
                    s.Buy("X", 20);
                });
                s.OnFill(_ => told.Add(s.Position("X").Quantity));
            },
            Enumerable.Range(0, 2).Select(i => new LiveEvent(Rising[i].End, [new LiveBar("X", Rising[i])])));
        Assert.Equal([10, 30], told);
    }

    [Fact]
    public void Strategies_of_one_account_see_their_own()
    {
        var told = new List<string>();
        Action<ScriptedStrategy> Buyer(params int[] quantities) => s =>
        {
            int bar = 0;
            s.OnBar("X", _ =>
            {
                if (bar++ > 0) return;
                foreach (int quantity in quantities) s.Buy("X", quantity);
            });
            s.OnFill(_ => told.Add(Text(s.Position("X").Quantity, s.Portfolio.Cash)));
        };
        new Backtest(new BacktestSettings(), _ => Rising, new SilentLog()).Run(
            [("a", new ScriptedStrategy(Buyer(1, 2))), ("b", new ScriptedStrategy(Buyer(5)))], null, TestContext.Current.CancellationToken);
        Assert.Equal(["1 49890", "3 49670", "5 49450"], told);
    }
}
