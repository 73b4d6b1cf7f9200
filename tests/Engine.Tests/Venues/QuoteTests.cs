using StrategyHost.Engine.Costs;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Supervision;
using StrategyHost.Engine.Tests.Scenes;
using StrategyHost.Engine.Venues;

namespace StrategyHost.Engine.Tests.Venues;

/// <summary>Quotes and trades drive a run: each fills, updates and is handled by itself.</summary>
public sealed class QuoteTests
{
    private static BarSeries Quotes(params (double Bid, double Ask)[] quotes) =>
        Ticks([.. quotes.Select(q => (q.Bid + q.Ask) / 2)], new QuoteColumns(
        quotes.Select(q => q.Bid).ToArray(), quotes.Select(_ => 10.0).ToArray(), quotes.Select(q => q.Ask).ToArray(),
        quotes.Select(_ => 20.0).ToArray()));

    /// <summary>A tick a second, of a quantity of 5.</summary>
    private static BarSeries Ticks(double[] prices, QuoteColumns? quotes = null)
    {
        long[] times = [.. prices.Select((_, i) => Bars.Monday.AddSeconds(i).Ticks)];
        return new BarSeries(new Instrument { Symbol = "X" }, new PlainCalendar(), Resolution.Tick, times, times, prices, prices, prices,
            prices, prices.Select(_ => 5.0).ToArray())
        {
            Quotes = quotes
        };
    }

    private static BacktestResult OnTick(BarSeries series, int tick, Action<ScriptedStrategy> act, BacktestSettings? settings = null) =>
        new Scene(series) { Settings = settings ?? new BacktestSettings() }.OnBars((tick, act));

    [Theory]
    [InlineData(Side.Buy, 101)]
    [InlineData(Side.Sell, 99)]
    public void A_market_order_crosses_the_spread(Side side, double price)
    {
        var fill = Assert.Single(OnTick(Quotes((98, 100), (99, 101)), 0,
            s => s.Submit(new OrderRequest { Symbol = "X", Side = side, Quantity = 1 })).Fills);
        Assert.Equal(((decimal)price, Bars.Monday.AddSeconds(1)), (fill.Price, fill.Time));
    }

    [Fact]
    public void A_limit_waits_for_the_other_side()
    {
        // The ask of 101 and the middle of 99.5 are no reason; an ask of 98 that comes to a resting 99 fills it at 99.
        var result = OnTick(Quotes((98, 101), (98, 101), (97, 98)), 0, s => s.Limit(Side.Buy, "X", 1, 99));
        Assert.Equal((99m, Liquidity.Maker), (Assert.Single(result.Fills).Price, result.Fills[0].Liquidity));
        // One that can trade at once takes the ask.
        result = OnTick(Quotes((98, 101), (97, 98)), 0, s => s.Limit(Side.Buy, "X", 1, 99));
        Assert.Equal((98m, Liquidity.Taker), (Assert.Single(result.Fills).Price, result.Fills[0].Liquidity));
    }

    [Theory]
    [InlineData(TriggerSource.Mid, 2)]
    [InlineData(TriggerSource.BidAsk, 1)]
    [InlineData(TriggerSource.Last, 2)]
    public void A_stop_looks_at_the_price_that_it_names(TriggerSource trigger, int second)
    {
        var series = Quotes((98, 100), (99, 102), (101, 103), (102, 104));
        var fill = Assert.Single(OnTick(series, 0, s => s.Submit(new OrderRequest
        {
            Symbol = "X",
            Side = Side.Buy,
            Quantity = 1,
            Type = OrderType.Stop,
            StopPrice = 101.5m,
            Trigger = trigger
        })).Fills);
        Assert.Equal(Bars.Monday.AddSeconds(second), fill.Time);
    }

    [Fact]
    public void Sizes_that_are_quoted_are_consumed()
    {
        var settings = new BacktestSettings { Fills = new FillSettings { Participation = 1 } };
        var result = OnTick(Quotes((98, 100), (98, 100), (98, 100)), 0, s => s.Buy("X", 30), settings);
        Assert.Equal([20m, 10m], result.Fills.Select(f => f.Quantity));
    }

    [Fact]
    public void A_part_of_the_spread_is_lost_beyond_the_quote()
    {
        var settings = new BacktestSettings { Slippage = new SpreadSlippage(0.5) };
        Assert.Equal(101, Assert.Single(OnTick(Quotes((98, 100), (98, 100)), 0, s => s.Buy("X", 1), settings).Fills).Price);
    }

    [Fact]
    public void A_trailing_stop_follows_the_middle()
    {
        var result = OnTick(Quotes((99, 101), (109, 111), (106, 108), (103, 105)), 0, s => s.TrailingStop(Side.Sell, "X", 1, Trail.By(5)));
        Assert.Equal(103, Assert.Single(result.Fills).Price);
    }

    [Fact]
    public void Handlers_see_each_quote_or_trade()
    {
        var quotes = new List<double>();
        new Scene(Quotes((98, 100), (99, 103))).Run(s => s.OnQuote("X", q => quotes.Add(q.Spread)));
        Assert.Equal([2, 4], quotes);
        var trades = new List<(double, double)>();
        new Scene(Ticks([100, 101, 101])).Run(s => s.OnTrade("X", t => trades.Add((t.Price, t.Size))));
        Assert.Equal([(100, 5), (101, 5), (101, 5)], trades);
        Assert.Contains("OnQuote(X) needs data with quotes, and X has trades",
            Assert.Throws<SetupException>(() => new Scene(Ticks([1])).Run(s => s.OnQuote("X", _ => { }))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Ticks_of_the_same_instant_come_one_after_the_other()
    {
        var series = Ticks([100, 101, 102]);
        long[] times = [Bars.Monday.Ticks, Bars.Monday.Ticks, Bars.Monday.Ticks];
        double[] prices = [100, 101, 102];
        series = new BarSeries(series.Instrument, series.Calendar, Resolution.Tick, times, times, prices, prices, prices, prices, prices);
        var seen = new List<double>();
        var result = new Scene(series).Run(s => s.OnTrade("X", t =>
        {
            seen.Add(t.Price);
            if (t.Price == 100) s.Buy("X", 1);
        }));
        Assert.Equal([100, 101, 102], seen);
        Assert.Equal(101, Assert.Single(result.Fills).Price);
    }

    [Theory]
    [InlineData("3ticks", "0-2 3-5 6-8")]
    [InlineData("10volume", "0-1 2-3 4-5 6-7 8-9")]
    [InlineData("1200value", "0-2 3-5 6-8")]
    [InlineData("5s", "0-4 5-9")]
    public void Bars_are_built_from_ticks_by_any_measure(string length, string expected)
    {
        var built = new List<string>();
        new Scene(Ticks([.. Enumerable.Range(0, 11).Select(i => 100.0 + i)]))
            .Run(s => s.OnBar(s.Bars("X", length), b => built.Add(FormattableString.Invariant($"{b.Open - 100}-{b.Close - 100}"))));
        Assert.Equal(expected, string.Join(' ', built));
    }

    [Fact]
    public void A_tick_at_the_end_of_a_bar_belongs_to_the_next()
    {
        var bars = new List<Bar>();
        new Scene(Ticks([.. Enumerable.Range(0, 11).Select(i => 100.0 + i)])).Run(s => s.OnBar(s.Bars("X", "5s"), bars.Add));
        Assert.Equal(new Bar(Bars.Monday, Bars.Monday.AddSeconds(5), 100, 104, 100, 104, 25), bars[0]);
    }

    [Fact]
    public void Volume_bars_can_be_built_from_minutes_and_tick_bars_cannot()
    {
        var minutes = Bars.Of("X", Resolution.Minute, Bars.Monday, [.. Enumerable.Repeat((1.0, 1.0, 1.0, 1.0), 6)]);
        int count = 0;
        new Scene(minutes).Run(s => s.OnBar(s.Bars("X", "2500volume"), _ => count++));
        Assert.Equal(2, count);
        Assert.Contains("cannot be built", Assert.Throws<SetupException>(() =>
            new Scene(minutes).Run(s => s.OnBar(s.Bars("X", "100ticks"), _ => { }))).Message, StringComparison.Ordinal);
    }
}
