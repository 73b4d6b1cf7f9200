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
