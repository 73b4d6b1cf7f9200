using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Runs;

public sealed class LiveRunTests
{
    private static readonly BarSeries Days = Bars.Flat([.. Enumerable.Range(0, 60).Select(i => 100 + (10 * Math.Sin(i / 3.0)))]);

    private static void Trade(Strategy s, List<string> told)
    {
        var average = s.Sma("X", 5);
        s.OnBar("X", bar =>
        {
            if (!average.IsReady) return;
            if (bar.Close > average && s.Position("X").IsFlat) s.Buy("X", 10);
            if (bar.Close < average && s.Position("X").IsLong) s.Close("X");
        });
        s.Every(TimeSpan.FromHours(6), () => told.Add($"{s.Clock.UtcNow:MM-dd HH}"));
    }

    private static BacktestResult Live(Func<List<string>, Action<Strategy>> strategy, IEnumerable<LiveEvent> events, List<string> told,
        Action<LiveView>? afterEvent = null) =>
        new LiveScene { Live = new LiveRunSettings { Start = Days[19].End }, Data = _ => Days }.Run(strategy(told), events, afterEvent);

    private static List<LiveEvent> Rest =>
        [.. Enumerable.Range(20, 40).Select(i => new LiveEvent(Days[i].End, [new LiveBar("X", Days[i])]))];

    private static IEnumerable<(DateTime, Side, decimal)> Orders(BacktestResult result) =>
        result.Orders.Select(o => (o.Submitted, o.Side, o.Filled));

    [Fact]
    public void Bars_as_they_come_give_the_same_orders_as_the_same_bars_from_a_file()
    {
        var toldLive = new List<string>();
        var toldBacktest = new List<string>();
        var live = Live(told => s => Trade(s, told), Rest, toldLive);
        var settings = new BacktestSettings { From = Days[20].Start };
        var backtest = new Backtest(settings, _ => Days, new SilentLog()).Run(new ScriptedStrategy(s => Trade(s, toldBacktest)), null,
            CancellationToken.None);
        Assert.NotEmpty(live.Orders);
        Assert.Equal(Orders(backtest), Orders(live));
        Assert.Equal(toldBacktest, toldLive);
        Assert.Equal(backtest.Equity.Latest, live.Equity.Latest);
    }

    [Fact]
    public void Handlers_of_times_run_when_time_passes_without_bars()
    {
        var told = new List<string>();
        var start = Days[19].End;
        Live(_ => s =>
        {
            s.Use("X");
            s.Every(TimeSpan.FromHours(6), () => told.Add($"{s.Clock.UtcNow - start}"));
        }, [new LiveEvent(start.AddHours(5), []), new LiveEvent(start.AddHours(20), [])], told);
        Assert.Equal(["06:00:00", "12:00:00", "18:00:00"], told);
    }

    private static readonly DateTime Start = Days[19].End;

    /// <summary>Two markets, a handler every five seconds and one of bars: what ran, and when.</summary>
    private static List<string> Told(MissedTimers? missed, params LiveEvent[] events)
    {
        var told = new List<string>();
        var scene = new LiveScene
        {
            Live = new LiveRunSettings { Start = Start, MissedTimers = missed },
            Data = symbol => Bars.Of(symbol, Resolution.Minute, Start.AddMinutes(-1), [(1, 1, 1, 1)])
        };
        scene.Run(s =>
        {
            var latest = new Dictionary<string, double>();
            foreach (var symbol in (string[])["A", "B"])
            {
                s.OnBar(symbol, bar =>
                {
                    latest[symbol] = bar.Close;
                    told.Add($"{symbol} {s.Clock.UtcNow - Start}");
                });
            }

            s.Every("5s", () => told.Add($"timer {s.Clock.UtcNow - Start} {string.Join(' ', latest.Values)}"));
        }, events);
        return told;
    }

    private static LiveEvent Minute(string symbol, int minute, double close) => new(Start.AddMinutes(minute),
        [new LiveBar(symbol, new Bar(Start.AddMinutes(minute - 1), Start.AddMinutes(minute), close, close, close, close, 1))]);

    private static LiveEvent Passed(double seconds) => new(Start.AddSeconds(seconds), []);

    [Fact]
    public void By_the_clock_a_handler_of_a_time_runs_after_the_bars_of_all_markets_that_end_then()
    {
        var told = Told(MissedTimers.Each, Passed(55), Minute("A", 1, 7), Minute("B", 1, 8), Passed(60));
        Assert.Equal(["A 00:01:00", "B 00:01:00", "timer 00:01:00 7 8"], told[^3..]);
        Assert.Equal(12, told.Count(t => t.StartsWith("timer", StringComparison.Ordinal)));
    }

    [Fact]
    public void Of_the_times_that_were_missed_each_handler_runs_for_the_latest()
    {
        Assert.Equal(["timer 00:00:20 "], Told(MissedTimers.Once, Passed(23)));
        Assert.Equal(["timer 00:00:55 ", "A 00:01:00"], Told(MissedTimers.Once, Minute("A", 1, 7)));
    }

    [Fact]
    public void Missed_times_can_all_be_run() => Assert.Equal(4, Told(MissedTimers.Each, Passed(23)).Count);

    [Fact]
    public void Where_time_passes_with_the_bars_those_of_an_instant_run_right_after_its_bars()
    {
        var told = Told(null, Minute("A", 1, 7));
        Assert.Equal(["timer 00:00:55 ", "A 00:01:00", "timer 00:01:00 7"], told[^3..]);
    }

    [Fact]
    public void That_time_passes_does_not_end_a_longer_bar_whose_last_part_may_still_come()
    {
        var seen = new List<double>();
        var scene = new LiveScene
        {
            Live = new LiveRunSettings { Start = Start, MissedTimers = MissedTimers.Once },
            Data = symbol => Bars.Of(symbol, Resolution.Minute, Start.AddMinutes(-1), [(1, 1, 1, 1)])
        };
        scene.Run(s =>
        {
            s.OnBar(s.Bars("A", "5m"), bar => seen.Add(bar.Close));
            s.Every("5s", () => { });
        }, [.. Enumerable.Range(1, 4).Select(i => Minute("A", i, i)), Passed(305), Minute("A", 5, 5)]);
        Assert.Equal([5], seen);
    }

    [Fact]
    public void A_session_can_be_looked_at_between_events()
    {
        var seen = new List<(DateTime, int)>();
        Live(_ => s => s.OnBar("X", _ => s.Buy("X", 1)), Rest.Take(3), [], view => seen.Add((view.Time, view.Orders.Count)));
        Assert.Equal([(Days[20].Start, 0), (Days[20].End, 1), (Days[21].End, 2), (Days[22].End, 3)], seen);
    }

    [Fact]
    public void Of_orders_that_are_denied_while_trading_is_halted_one_line_is_written_for_each_stretch()
    {
        var scene = new LiveScene { Live = new LiveRunSettings { Start = Days[19].End }, Data = _ => Days };
        LiveEvent Command(int bar, SessionCommand command) => new(Days[bar].End, [], command);
        var result = scene.Run(s =>
            s.OnBar("X", _ => s.Submit(new OrderRequest { Symbol = "X", Side = Side.Buy, Quantity = 1, Tag = "each bar" })), [
            Command(19, SessionCommand.Halt), .. Rest.Take(3), Command(22, SessionCommand.Resume), .. Rest.Skip(3).Take(3),
            Command(25, SessionCommand.Halt), .. Rest.Skip(6).Take(3)]);
        Assert.Equal(6, result.Orders.Count(o => o.Status == OrderStatus.Denied));
        var denials = scene.Lines.FindAll(l => l.Contains("was denied: Halted", StringComparison.Ordinal));
        Assert.Equal(2, denials.Count);
        Assert.All(denials, l => Assert.Contains("X (tag each bar) was denied", l, StringComparison.Ordinal));
    }
}
