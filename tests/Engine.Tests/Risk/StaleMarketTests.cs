using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Tests.Scenes;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Plugins;

namespace StrategyHost.Engine.Tests.Risk;

/// <summary>Prices that are too old open no position.</summary>
public sealed class StaleMarketTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly BarSeries Minutes =
        Bars.Of("X", Resolution.Of(TimeSpan.FromMinutes(1)), Bars.Monday, [.. Enumerable.Repeat((100.0, 100.0, 100.0, 100.0), 6)]);
    private readonly List<string> lines = [];

    /// <summary>A bar that comes to the host when it is of an age.</summary>
    private static LiveEvent Bar(int index, TimeSpan age) => new(Minutes[index].End, [new LiveBar("X", Minutes[index])])
    {
        Received = Minutes[index].End + age
    };

    private static LiveEvent Fills(int index) =>
        new(Minutes[index].End, [],
            Broker: new ExecutionReport(new Execution("E1", "1", "X", Side.Buy, 10, 100, 0, Minutes[index].End, Liquidity.Taker)))
        {
            Received = Minutes[index].End
        };

    private BacktestResult Run(Action<ScriptedStrategy> onBar, params LiveEvent[] events)
    {
        var scene = new LiveScene
        {
            Settings = new BacktestSettings { Cash = 10_000 },
            Live = new LiveRunSettings { Start = Minutes[0].Start, Venue = SessionVenue.Live, StaleAfter = Limit },
            Data = _ => new BarSeries(Minutes.Instrument, Minutes.Calendar, Minutes.Resolution, default, default, default, default, default,
                default, default),
        };
        var result = scene.Run(s => s.OnBar("X", _ => onBar(s)), events.Prepend(new LiveEvent(Minutes[0].Start, [], SessionCommand.Arm)));
        lines.AddRange(scene.Lines);
        return result;
    }

    [Fact]
    public void An_order_on_a_price_of_the_limit_s_age_passes_and_on_an_older_one_is_denied()
    {
        var result = Run(s => s.Buy("X", 1), Bar(0, Limit), Bar(1, Limit + TimeSpan.FromSeconds(1)));
        Assert.NotEqual(OrderStatus.Denied, result.Orders[0].Status);
        Assert.Equal(
            (DenialCode.StaleMarket,
                "the newest price of X is 121 s old, the limit is 120 s: only orders that make a position smaller pass"),
            (result.Orders[1].Denial!.Code, result.Orders[1].Denial!.Message));
    }

    [Fact]
    public void A_stretch_of_old_bars_is_one_line_and_fresh_ones_end_it()
    {
        var old = TimeSpan.FromHours(1);
        var result = Run(s => s.Buy("X", 1), Bar(0, old), Bar(1, old), Bar(2, TimeSpan.Zero), Bar(3, old));
        Assert.Equal([true, true, false, true], result.Orders.Select(o => o.Denial?.Code == DenialCode.StaleMarket));
        Assert.Equal(2, lines.Count(l => l.Contains("StaleMarket", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_makes_a_position_smaller_passes_on_old_prices_and_what_enlarges_it_does_not()
    {
        var result = Run(
            s =>
            {
                if (s.Position("X").IsFlat) s.Buy("X", 10);
                else if (s.Orders.Count == 0) s.Submit(new OrderRequest { Symbol = "X", Side = Side.Sell, Quantity = 4 });
                if (!s.Position("X").IsFlat) s.Buy("X", 1);
            },
            Bar(0, TimeSpan.Zero), Fills(0), Bar(1, TimeSpan.FromHours(1)));
        Assert.Equal([null, null, DenialCode.StaleMarket], result.Orders.Select(o => o.Denial?.Code));
        Assert.Equal([Side.Buy, Side.Sell, Side.Buy], result.Orders.Select(o => o.Side));
    }

    [Fact]
    public void Exits_of_a_bracket_are_sent_on_old_prices()
    {
        var result = Run(
            s =>
            {
                if (s.Orders.Count == 0 && s.Position("X").IsFlat) s.Bracket(Side.Buy, "X", 10, 90, 120);
            },
            Bar(0, TimeSpan.Zero), Fills(0) with { Received = Minutes[0].End + TimeSpan.FromHours(1) });
        Assert.DoesNotContain(result.Orders, o => o.Status == OrderStatus.Denied);
        Assert.All(result.Orders.Skip(1), o => Assert.Equal((OrderStatus.Submitted, 10m), (o.Status, o.Quantity)));
    }

    [Fact]
    public void Where_no_limit_is_given_or_prices_are_of_the_past_any_age_passes()
    {
        Assert.Equal(OrderStatus.Filled, new Scene(Bars.Flat(100, 100)).OnBars((0, s => s.Buy("X", 1))).Orders[0].Status);
        var result = Run(s => s.Buy("X", 1), Bar(0, TimeSpan.Zero) with { Received = null });
        Assert.Null(result.Orders[0].Denial);
    }
}
