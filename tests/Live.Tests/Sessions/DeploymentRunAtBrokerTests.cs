using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Sessions;
using StrategyHost.Live.Tests.Brokers;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Tests.Sessions;

/// <summary>Deployments that run at a broker in memory.</summary>
public sealed class DeploymentRunAtBrokerTests : IDisposable
{
    private readonly Workshop workshop = new();
    private readonly ScriptedBroker broker = new();

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task An_order_of_the_first_bar_goes_to_the_broker_where_the_session_is_armed_from_its_start_and_is_sent_once()
    {
        var first = await RunAsync("from-start", stop => broker.Submits.Enqueue(_ =>
        {
            stop.Cancel();
            return null;
        }));
        Assert.False(first.IsOver);
        string sent = Assert.Single(broker.Sent);
        Assert.Contains(workshop.Lines, l => l.StartsWith("Warning: session 1 is ARMED FROM ITS START", StringComparison.Ordinal));
        Assert.True(DeploymentStatus.In(workshop.State).Deployments.Single().Snapshot.IsArmed);
        Assert.Null((await ReplayAsync()).Difference);
        var second = await RunAsync("from-start", _ => { });
        Assert.Equal((1, true), (second.Session, second.IsOver));
        Assert.Equal([sent], broker.Sent);
        Assert.Null((await ReplayAsync()).Difference);
    }

    [Theory]
    [InlineData("until-disarmed")]
    [InlineData("until-restart")]
    public async Task Otherwise_it_is_denied(string armed)
    {
        var end = await RunAsync(armed, _ => { });
        Assert.Equal(OrderStatus.Denied, end.Result.Orders.Single().Status);
        Assert.Empty(broker.Sent);
        Assert.False(DeploymentStatus.In(workshop.State).Deployments.Single().Snapshot.IsArmed);
    }

    [Fact]
    public async Task One_that_waits_for_arming_begins_when_it_is_armed_and_its_first_order_goes_to_the_broker()
    {
        var first = RunAsync("wait", stop => broker.Submits.Enqueue(_ =>
        {
            stop.Cancel();
            return null;
        }));
        while (!ArmingWait.In(workshop.State).Contains("trend")) await Task.Yield();
        Assert.Empty(DeploymentStatus.In(workshop.State).Deployments);
        var refused = Assert.Throws<DeploymentException>(() =>
            CommandBox.Post(workshop.State, "trend", SessionCommand.Halt, null, DateTime.UnixEpoch));
        Assert.Contains("waits to be armed", refused.Message, StringComparison.Ordinal);
        CommandBox.Post(workshop.State, "trend", SessionCommand.Arm, null, DateTime.UnixEpoch);
        await first;
        Assert.Single(broker.Sent);
        Assert.Empty(ArmingWait.In(workshop.State));
        Assert.True(DeploymentStatus.In(workshop.State).Deployments.Single().Snapshot.IsArmed);
        Assert.Null((await ReplayAsync()).Difference);
    }

    [Fact]
    public async Task One_that_is_armed_for_a_time_while_it_waits_is_armed_for_that_time()
    {
        var first = RunAsync("wait", _ => { });
        while (!ArmingWait.In(workshop.State).Contains("trend")) await Task.Yield();
        var until = new DateTime(2099, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        CommandBox.Post(workshop.State, "trend", SessionCommand.Arm, until, DateTime.UnixEpoch);
        await first;
        Assert.Contains(workshop.Lines, l => l.Contains("Armed until 2099-01-01", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_waits_and_is_stopped_has_had_no_session()
    {
        using var stopped = new CancellationTokenSource();
        var first = RunAsync("wait", stop => stopped.Token.Register(stop.Cancel));
        while (!ArmingWait.In(workshop.State).Contains("trend")) await Task.Yield();
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Empty(ArmingWait.In(workshop.State));
        Assert.Empty(broker.Sent);
    }

    [Fact]
    public async Task One_that_is_disarmed_stays_so_when_it_is_taken_up()
    {
        await RunAsync("from-start", stop => broker.Submits.Enqueue(_ =>
        {
            CommandBox.Post(workshop.State, "trend", SessionCommand.Disarm, null, DateTime.UnixEpoch);
            stop.Cancel();
            return null;
        }));
        await RunAsync("from-start", _ => { });
        Assert.False(DeploymentStatus.In(workshop.State).Deployments.Single().Snapshot.IsArmed);
    }

    private async Task<SessionEnd> RunAsync(string armed, Action<CancellationTokenSource> prepare)
    {
        Directory.CreateDirectory(workshop["accounts"]);
        await File.WriteAllTextAsync(Path.Combine(workshop["accounts"], "main.json"), """{ "plugin": "scripted" }""",
            TestContext.Current.CancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        prepare(stop);
        var parts = Parts();
        await using var accounts = new BrokerAccounts(workshop["accounts"], workshop.State, parts, (_, _, _) => { });
        var deployment = DeploymentFile.Parse("trend",
            $$"""{ "script": "{{workshop.Script}}", "mode": "live", "account": "main", "armed": "{{armed}}", "feed": { "replay": "-" } }""");
        return await new DeploymentRun(deployment, parts with { Accounts = accounts }, workshop.State,
            new Workshop.LineLog(workshop.Lines)).RunAsync(fresh: null, stop.Token);
    }

    private Task<ReplayVerdict> ReplayAsync() =>
        SessionReplay.RunAsync("trend", workshop.State, null, Parts(), TestContext.Current.CancellationToken);

    private DeploymentParts Parts() => Workshop.Parts(s =>
    {
        bool isFirst = true;
        s.OnBar("X", _ =>
        {
            if (isFirst) s.Limit(Side.Buy, "X", 1, 50);
            isFirst = false;
        });
    }) with
    { Plugin = _ => (broker, new PluginSettings(new Dictionary<string, string>())) };
}
