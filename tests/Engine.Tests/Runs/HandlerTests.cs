using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Supervision;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Runs;

/// <summary>When handlers run, and what they see.</summary>
public sealed class HandlerTests
{
    [Fact]
    public void A_fill_is_booked_and_told_before_the_bar_s_handler_runs()
    {
        var told = new List<string>();
        new Scene(Bars.Flat(10, 11)).Run(s =>
        {
            s.OnStart(() => told.Add("start"));
            s.OnStop(() => told.Add("stop"));
            s.OnFill(f => told.Add($"fill at {f.Price}, holding {s.Position("X").Quantity}"));
            s.OnOrder(o => told.Add($"order {o.Status}"));
            s.OnBar("X", b =>
            {
                told.Add($"bar {b.Close}");
                if (b.Close == 10) s.Buy("X", 1);
            });
        });
        Assert.Equal(["start", "bar 10", "order Accepted", "fill at 11, holding 1", "order Filled", "bar 11", "stop"], told);
    }

    [Fact]
    public void Indicators_are_up_to_date_when_the_handler_runs_and_not_before()
    {
        var seen = new List<(double AtFill, double AtBar)>();
        double atFill = 0;
        new Scene(Bars.Flat(10, 20, 30)).Run(s =>
        {
            var latest = s.Sma("X", 1);
            s.OnFill(_ => atFill = latest);
            s.OnBar("X", _ =>
            {
                seen.Add((atFill, latest));
                s.Buy("X", 1);
            });
        });
        Assert.Equal([(0, 10), (10, 20), (20, 30)], seen);
    }

    [Fact]
    public void Every_runs_at_multiples_of_its_interval()
    {
        var hours = Bars.Of("X", Resolution.Hour, Bars.Monday.AddHours(1), [.. Enumerable.Repeat((1.0, 1.0, 1.0, 1.0), 5)]);
        var seen = new List<DateTime>();
        new Scene(hours).Run(s =>
        {
            s.Use("X");
            s.Every(TimeSpan.FromMinutes(90), () => seen.Add(s.Clock.UtcNow));
        });
        Assert.Equal([90, 180, 270, 360], seen.Select(t => (int)(t - Bars.Monday).TotalMinutes));
    }

    private static List<string> EveryInTwoDays(TimeSpan interval, bool whenShut)
    {
        var hours = Bars.Of(new Instrument { Symbol = "X" }, new OfficeHours(), Resolution.Hour, Bars.Monday.AddDays(4).AddHours(9),
            [.. Enumerable.Repeat((1.0, 1.0, 1.0, 1.0), 24 * 4)]);
        var seen = new List<string>();
        new Scene(hours).Run(s =>
        {
            s.Use("X");
            s.Every(interval, () => seen.Add($"{s.Clock.UtcNow:ddd HH:mm}"), whenShut);
        });
        return seen;
    }

    [Fact]
    public void Every_runs_from_the_open_to_the_close_and_what_falls_between_is_one_at_the_next_open() =>
        Assert.Equal(["Fri 12:00", "Fri 15:00", "Mon 09:00", "Mon 12:00", "Mon 15:00"],
            EveryInTwoDays(TimeSpan.FromHours(3), whenShut: false).Take(5));

    [Fact]
    public void Every_day_is_at_the_open_of_a_market_that_is_shut_at_midnight() =>
        Assert.Equal(["Mon 09:00", "Tue 09:00"], EveryInTwoDays(TimeSpan.FromDays(1), whenShut: false));

    [Fact]
    public void Every_can_be_asked_to_run_while_markets_are_shut() =>
        Assert.Equal(["Fri 12:00", "Sat 00:00", "Sat 12:00"], EveryInTwoDays(TimeSpan.FromHours(12), whenShut: true).Take(3));

    [Theory]
    [InlineData("5x")]
    [InlineData("100ticks")]
    [InlineData("")]
    public void An_interval_that_is_none_is_refused(string interval) =>
        Assert.Contains("write 5s, 15m, 1h or 1d", Assert.Throws<StrategyFaultException>(
            () => new Scene(Bars.Flat(1, 2)).Run(s => s.Every(interval, () => { }))).Message, StringComparison.Ordinal);

    [Fact]
    public void At_runs_once_a_trading_day()
    {
        var hours = Bars.Of(new Instrument { Symbol = "X" }, new OfficeHours(), Resolution.Hour, Bars.Monday.AddDays(4).AddHours(9),
            [.. Enumerable.Repeat((1.0, 1.0, 1.0, 1.0), 24 * 4)]);
        var seen = new List<DateTime>();
        new Scene(hours).Run(s => s.At("X", "09:30", () => seen.Add(s.Clock.UtcNow)));
        Assert.Equal([Bars.Monday.AddDays(4).AddHours(9.5), Bars.Monday.AddDays(7).AddHours(9.5)], seen);
    }

    [Fact]
    public void History_holds_the_latest_bars_newest_first()
    {
        var seen = new List<string>();
        new Scene(Bars.Flat(1, 2, 3, 4)).Run(s =>
        {
            var history = s.History("X", 3);
            s.OnBar("X", _ => seen.Add(string.Join(' ', Enumerable.Range(0, history.Count).Select(i => history[i].Close))));
        });
        Assert.Equal(["1", "2 1", "3 2 1", "4 3 2"], seen);
    }

    [Theory]
    [InlineData("start", "OnStart threw InvalidOperationException")]
    [InlineData("bar", "OnBar(X) threw InvalidOperationException at 2024-01-02T00:00:00Z: boom")]
    [InlineData("fill", "OnFill threw InvalidOperationException at 2024-01-03T00:00:00Z: boom")]
    [InlineData("order", "OnOrder threw")]
    [InlineData("stop", "OnStop threw")]
    [InlineData("every", "Every(01:00:00) threw")]
    [InlineData("declare", "The strategy threw InvalidOperationException while it was set up: boom")]
    public void What_a_strategy_throws_ends_the_run_and_names_the_handler(string where, string message)
    {
        void Boom(string here)
        {
            if (here == where) throw new InvalidOperationException("boom");
        }

        var scene = new Scene(Bars.Flat(10, 11, 12));
        var fault = Assert.Throws<StrategyFaultException>(() => scene.Run(s =>
        {
            Boom("declare");
            s.OnStart(() => Boom("start"));
            s.OnStop(() => Boom("stop"));
            s.OnFill(_ => Boom("fill"));
            s.OnOrder(_ => Boom("order"));
            s.Every(TimeSpan.FromHours(1), () => Boom("every"));
            s.OnBar("X", _ =>
            {
                Boom("bar");
                s.Buy("X", 1);
            });
        }));
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Declarations_end_where_the_run_begins()
    {
        var scene = new Scene(Bars.Flat(10, 11));
        var fault = Assert.Throws<StrategyFaultException>(() => scene.OnBars((0, s => s.Sma("X", 2))));
        Assert.Contains("only before the first event", fault.Message, StringComparison.Ordinal);
        fault = Assert.Throws<StrategyFaultException>(() => scene.Run(s => s.Buy("X", 1)));
        Assert.Contains("only in handlers", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_stopped_ends_as_if_the_data_had_ended()
    {
        using var source = new CancellationTokenSource();
        bool hasStopped = false;
        int bars = 0;
        var strategy = new ScriptedStrategy(s =>
        {
            s.OnBar("X", _ =>
            {
                if (++bars == 10) source.Cancel();
            });
            s.OnStop(() => hasStopped = true);
        });
        var result = new Backtest(new BacktestSettings(), _ => Bars.Flat([.. Enumerable.Repeat(1.0, 10_000)]), new SilentLog())
            .Run(strategy, null, source.Token);
        Assert.False(result.IsComplete);
        Assert.True(hasStopped);
        Assert.InRange(result.Bars, 10, 9_999);
        Assert.Equal(bars, result.Bars);
    }
}
