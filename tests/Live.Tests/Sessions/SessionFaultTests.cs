using StrategyHost.Budgets;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Tests.Scenes;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Notices;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Live.Tests.Sessions;

/// <summary>A strategy that fails does not end its session: it is not called any more until a new version goes on after the event on which
/// it failed.</summary>
public sealed class SessionFaultTests : IDisposable
{
    private const int FailsAt = 50;
    private readonly Workshop workshop = new();
    private readonly List<Notice> notices = [];
    private Action<Strategy> fail = _ => throw new InvalidOperationException("no such level");
    private CancellationTokenSource? interruption;
    private int calls;
    private int turns;

    public SessionFaultTests() => File.WriteAllText(workshop.Script, "// broken");

    public void Dispose() => workshop.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_strategy_that_fails_is_not_called_any_more_and_only_its_exits_stay(bool loops)
    {
        if (loops) fail = _ => Loop();
        var end = await RunAsync();
        Assert.True(end.IsOver);
        Assert.Equal(FailsAt, calls);
        Assert.Equal([OrderStatus.Filled, OrderStatus.Accepted, OrderStatus.Cancelled], end.Result.Orders.Select(o => o.Status));
        Assert.Contains(workshop.Lines, l => l.Contains("it is not called any more", StringComparison.Ordinal));
        Assert.Single(notices, n => n.Kind == NoticeKind.Fault);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_next_start_goes_on_after_the_event_with_the_script_as_it_is_now(bool loops)
    {
        if (loops) fail = _ => Loop();
        using var source = interruption = new CancellationTokenSource();
        Assert.False((await RunAsync()).IsOver);
        interruption = null;
        await File.WriteAllTextAsync(workshop.Script, "// mended", TestContext.Current.CancellationToken);
        calls = 0;
        var end = await RunAsync();
        Assert.True(end.IsOver);
        Assert.Equal(FailsAt + Workshop.Hours.Count - Workshop.Handful, calls);
        Assert.Contains("Info: trend was reloaded, version mended.", workshop.Lines);
        Assert.Equal("mended", end.Result.Orders[^1].Tag);
        Assert.Null((await ReplayAsync()).Difference);
    }

    [Fact]
    public async Task A_limit_of_time_ends_a_call_at_the_same_step_when_it_is_handled_again()
    {
        fail = _ => Loop();
        await RunAsync(""" "seconds": 0.2 """);
        int before = turns;
        (calls, turns) = (0, 0);
        Assert.Null((await ReplayAsync()).Difference);
        Assert.Equal(before, turns);
    }

    [Fact]
    public async Task A_session_whose_strategy_has_failed_can_be_flattened()
    {
        fail = _ =>
        {
            CommandBox.Post(workshop.State, "trend", SessionCommand.Flatten, null, DateTime.UnixEpoch);
            throw new InvalidOperationException("no such level");
        };
        Assert.Equal(0, Held(await RunAsync()));
    }

    [Theory]
    [InlineData("skip", 300, 5)]
    [InlineData("cancel", 300, 5)]
    [InlineData("flatten", FailsAt, 0)]
    public async Task What_follows_a_fault_is_a_setting(string policy, int expected, int held)
    {
        var end = await RunAsync($"\"onFault\": \"{policy}\"");
        Assert.Equal(expected, calls);
        Assert.Equal(held, Held(end));
        Assert.Equal(policy == "skip", end.Result.Orders[1].IsOpen);
    }

    private static decimal Held(SessionEnd end) => end.Result.Account.Portfolio.Positions.Sum(p => p.Quantity);

    private Task<SessionEnd> RunAsync(string limits = """ "steps": 100000 """)
    {
        var deployment = DeploymentFile.Parse("trend",
            $$"""{ "script": "{{workshop.Script}}", "mode": "paper", "feed": { "replay": "-" }, "limits": { {{limits}} } }""");
        return new DeploymentRun(deployment, Parts(), workshop.State, new Workshop.LineLog(workshop.Lines)).RunAsync(fresh: null,
            interruption?.Token ?? TestContext.Current.CancellationToken);
    }

    private Task<ReplayVerdict> ReplayAsync()
    {
        calls = 0;
        return SessionReplay.RunAsync("trend", workshop.State, null, Parts(), TestContext.Current.CancellationToken);
    }

    private DeploymentParts Parts()
    {
        DeployedScript Compile(string path) =>
            new(path, [path], File.ReadAllText(path)[3..],
                () => new ScriptedStrategy(s => s.OnBar("X", _ => Trade(s, File.ReadAllText(path)[3..]))));
        return new DeploymentParts(Compile, _ => _ => Workshop.Hours, null, Workshop.NoPlugin, _ => new PlainCalendar(),
            TimeProvider.System)
        {
            Notices = notices.Add
        };
    }

    /// <summary>Buys, protects that, bids far below the market, and fails; the mended version orders at the end instead.</summary>
    private void Trade(Strategy s, string version)
    {
        calls++;
        if (calls == 10) s.Buy("X", 5);
        if (calls == 20) s.Stop(Side.Sell, "X", 5, 0.01);
        if (calls == 30) s.Limit(Side.Buy, "X", 1, 0.01);
        if (calls == FailsAt) interruption?.Cancel();
        if (calls == FailsAt && version == "broken") fail(s);
        if (calls == FailsAt + 20 && version == "mended") s.Buy("X", 1, tag: "mended");
    }

    private void Loop()
    {
        for (; ; turns++) Budget.Spend();
    }
}
