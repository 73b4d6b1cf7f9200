using StrategyHost.Engine.Runs;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Journaling;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Live.Tests.Sessions;

public sealed class DeploymentRunTests : IDisposable
{
    private readonly Workshop workshop = new();

    public void Dispose() => workshop.Dispose();

    private static IEnumerable<string> Did(BacktestResult result) =>
        result.Orders.Select(o => o.ToString()).Concat(result.Fills.Select(f => f.ToString()));

    private Journal Journal() => new(Path.Combine(workshop.State, "trend", "journal.db"));

    [Fact]
    public async Task A_session_does_what_a_backtest_of_the_same_bars_does()
    {
        var end = await workshop.RunAsync(Workshop.Crossing());
        var backtest = new Backtest(new BacktestSettings(), _ => Workshop.Hours, new SilentLog())
            .Run(Workshop.Parts(Workshop.Crossing()).Compile("-").Create(), null, TestContext.Current.CancellationToken);
        Assert.True(end.IsOver);
        Assert.NotEmpty(end.Result.Fills);
        Assert.Equal(Did(backtest), Did(end.Result));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(57)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(300)]
    public async Task An_interrupted_session_that_is_taken_up_ends_as_if_it_had_not_been_interrupted(int interruptAt)
    {
        using var whole = new Workshop();
        var expected = Did(await whole.ResultAsync(Workshop.Crossing()));
        using var source = new CancellationTokenSource();
        var first = await workshop.RunAsync(Workshop.Crossing(interruptAt, source), source);
        Assert.False(first.IsOver);
        var second = await workshop.RunAsync(Workshop.Crossing());
        Assert.True(second.IsOver);
        Assert.Equal(first.Session, second.Session);
        Assert.InRange(second.Recovered, interruptAt, 300);
        Assert.Equal(expected, Did(second.Result));
        using var journal = Journal();
        Assert.Equal(expected.Count(), journal.Outcomes(1).Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    public async Task A_session_that_broke_off_while_it_handled_an_event_ends_as_if_it_had_not(int breakAt)
    {
        using var whole = new Workshop();
        var expected = Did(await whole.ResultAsync(Workshop.Crossing()));
        int told = 0;
        var breaking = Workshop.Parts(Workshop.Crossing()) with
        {
            Notices = _ => { if (++told == breakAt) throw new InvalidOperationException("it breaks off"); }
        };
        await Assert.ThrowsAnyAsync<Exception>(() => workshop.RunAsync(breaking));
        var end = await workshop.RunAsync(Workshop.Crossing());
        Assert.True(end.IsOver);
        Assert.InRange(end.Recovered, breakAt, 300);
        Assert.Equal(expected, Did(end.Result));
        using var journal = Journal();
        Assert.Equal(expected.Count(), journal.Outcomes(1).Count());
    }

    [Fact]
    public async Task It_can_be_interrupted_again_and_again()
    {
        for (int at = 20; at < 300; at += 40)
        {
            using var source = new CancellationTokenSource();
            Assert.False((await workshop.RunAsync(Workshop.Crossing(at, source), source)).IsOver);
        }

        using var whole = new Workshop();
        Assert.Equal(Did(await whole.ResultAsync(Workshop.Crossing())), Did(await workshop.ResultAsync(Workshop.Crossing())));
    }

    [Fact]
    public async Task Each_line_of_the_log_is_written_once()
    {
        Action<Strategy> Talker(int? at, CancellationTokenSource? source) => s =>
        {
            int seen = 0;
            s.OnBar("X", _ =>
            {
                s.Log.Info($"bar {++seen}");
                if (seen == at) source!.Cancel();
            });
        };
        using var interrupted = new CancellationTokenSource();
        await workshop.RunAsync(Talker(5, interrupted), interrupted);
        Assert.Equal(["Info: session 1 begins: paper, 100,000.00 USD, " + workshop.Script,
            .. Enumerable.Range(1, 5).Select(i => $"Info: bar {i}")], workshop.Lines);
        workshop.Lines.Clear();
        await workshop.RunAsync(Talker(null, null));
        Assert.Equal(["Info: session 1 is taken up: paper, 256 events, no position, 0 working orders",
            .. Enumerable.Range(6, 295).Select(i => $"Info: bar {i}")], workshop.Lines);
    }

    [Fact]
    public async Task A_strategy_that_does_not_repeat_itself_is_stopped()
    {
        using var source = new CancellationTokenSource();
        await workshop.RunAsync(Workshop.Crossing(260, source), source);
        var refused = await Assert.ThrowsAsync<JournalException>(() => workshop.RunAsync(s => s.OnBar("X", _ => s.Buy("X", 1))));
        Assert.Contains("does not do again what it did", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--fresh", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fresh_session_leaves_the_old_one()
    {
        using var source = new CancellationTokenSource();
        await workshop.RunAsync(Workshop.Crossing(50, source), source);
        var end = await workshop.RunAsync(Workshop.Crossing(), fresh: FreshStart.Keep);
        Assert.Equal((2, 0), (end.Session, end.Recovered));
        using var journal = Journal();
        Assert.All(journal.Sessions(), s => Assert.NotNull(s.Ended));
    }

    [Fact]
    public async Task A_fresh_session_is_refused_while_something_is_open()
    {
        using var source = new CancellationTokenSource();
        await workshop.RunAsync(Holding(source), source);
        var refused =
            await Assert.ThrowsAsync<DeploymentException>(() => workshop.RunAsync(Workshop.Crossing(), fresh: FreshStart.WhenFlat));
        Assert.Contains("1 working order and 1 position", refused.Message, StringComparison.Ordinal);
        Assert.Contains("--flatten", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FreshStart.Cancel, 5)]
    [InlineData(FreshStart.Flatten, 0)]
    public async Task A_fresh_session_begins_when_the_old_one_has_been_cleared(FreshStart start, int held)
    {
        using var source = new CancellationTokenSource();
        await workshop.RunAsync(Holding(source), source);
        var end = await workshop.RunAsync(Holding(null), fresh: start);
        Assert.Equal(2, end.Session);
        using var journal = Journal();
        var before = journal.Sessions()[0];
        Assert.NotNull(before.Ended);
        Assert.Empty(before.Snapshot.OpenOrders);
        Assert.Equal(held, before.Snapshot.Positions.Sum(p => p.Quantity));
    }

    /// <summary>Holds five, with a stop far below, and is interrupted.</summary>
    private static Action<Strategy> Holding(CancellationTokenSource? source)
    {
        int bars = 0;
        return s => s.OnBar("X", _ =>
        {
            bars++;
            if (bars == 1) s.Buy("X", 5);
            if (bars == 5) s.Stop(Side.Sell, "X", 5, 0.01);
            if (bars == 10) source?.Cancel();
        });
    }

    [Fact]
    public async Task A_session_that_never_had_an_event_does_not_stand_in_the_way()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => workshop.RunAsync(s =>
        {
            s.Use("X");
            s.OnStart(() => throw new InvalidOperationException("not today"));
        }));
        var end = await workshop.RunAsync(Workshop.Crossing());
        Assert.Equal((2, true), (end.Session, end.IsOver));
    }

    [Fact]
    public async Task Two_hosts_cannot_run_the_same_deployment()
    {
        Task<SessionEnd>? second = null;
        await workshop.RunAsync(s => s.OnBar("X", _ => second ??= workshop.RunAsync(Workshop.Crossing())));
        Assert.Contains("runs already", (await Assert.ThrowsAsync<DeploymentException>(() => second!)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_makes_the_same_orders()
    {
        await workshop.RunAsync(Workshop.Crossing());
        var verdict = await SessionReplay.RunAsync("trend", workshop.State, null, Workshop.Parts(Workshop.Crossing()),
            TestContext.Current.CancellationToken);
        Assert.Null(verdict.Difference);
        Assert.Equal(300, verdict.Events);
        var other = await SessionReplay.RunAsync("trend", workshop.State, 1, Workshop.Parts(s => s.OnBar("X", _ => s.Buy("X", 1))),
            TestContext.Current.CancellationToken);
        Assert.Contains("1 ", other.Difference!.Value.Replayed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_status_says_where_a_session_stands()
    {
        DeploymentStatus? during = null;
        using var source = new CancellationTokenSource();
        var first = await workshop.RunAsync(
            s =>
            {
                int seen = 0;
                s.OnBar("X", _ =>
                {
                    if (++seen == 1) s.Buy("X", 3);
                    if (seen == 10) during = DeploymentStatus.In(workshop.State).Deployments.Single();
                    if (seen == 10) source.Cancel();
                });
            },
            source);
        var after = DeploymentStatus.In(workshop.State).Deployments.Single();
        Assert.Equal(("trend", "running"), (during!.Deployment, during.State));
        Assert.Equal(("resting", 1, 1, 10), (after.State, after.Orders, after.Fills, after.Snapshot.Handled));
        Assert.Equal(first.Result.Equity.Latest.Equity, after.Snapshot.Equity);
        Assert.StartsWith("3 X at ", after.Snapshot.Positions.Single().ToString(), StringComparison.Ordinal);
        Assert.Empty(DeploymentStatus.In(workshop["nowhere"]).Deployments);
    }

    [Fact]
    public async Task A_session_can_be_replayed_while_it_runs()
    {
        Task<ReplayVerdict>? replay = null;
        await workshop.RunAsync(s => s.OnBar("X", _ =>
            replay ??= SessionReplay.RunAsync("trend", workshop.State, null, Workshop.Parts(Workshop.Crossing()), CancellationToken.None)));
        Assert.Null((await replay!).Difference);
    }

    /// <summary>Buys and sells ten times on each bar, and interrupts its session at one.</summary>
    private static Action<Strategy> Busy(int? interruptAt = null, CancellationTokenSource? source = null) => s =>
    {
        int seen = 0;
        s.OnBar("X", _ =>
        {
            if (++seen == interruptAt) source!.Cancel();
            for (int i = 0; i < 5; i++)
            {
                s.Buy("X", 2 + i);
                s.Sell("X", 1 + i);
            }
        });
    };

    [Theory]
    [InlineData(null)]
    [InlineData(290)]
    public async Task What_comes_of_a_session_is_whole_though_most_of_its_orders_have_left_memory(int? interruptAt)
    {
        var backtest = new Backtest(new BacktestSettings(), _ => Workshop.Hours, new SilentLog())
            .Run(Workshop.Parts(Busy()).Compile("-").Create(), null, TestContext.Current.CancellationToken);
        using var source = new CancellationTokenSource();
        var end = await workshop.RunAsync(Busy(interruptAt, source), source);
        if (interruptAt is not null)
        {
            Assert.InRange(end.Result.Orders.Count(o => !o.IsOpen), 1000, 2000);
            end = await workshop.RunAsync(Busy());
        }

        Assert.Equal(((3000, backtest.Orders.Count(o => o.Status == OrderStatus.Denied)), backtest.Fills.Count), (end.Orders, end.Fills));
        Assert.Equal(Did(backtest), Did(end.Result));
        Assert.Equal(backtest.RoundTrips, end.Result.RoundTrips);
        Assert.Equal(backtest.Totals, end.Result.Totals);
    }
}
