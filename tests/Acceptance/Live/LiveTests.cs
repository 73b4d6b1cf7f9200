using StrategyHost.Acceptance.Processes;

namespace StrategyHost.Acceptance.Live;

public sealed class LiveTests
{
    private const string Holds = """OnBar("SPX", bar => { if (Position("SPX").IsFlat) Buy("SPX", 1); });""";
    private const string Throws = """OnBar("SPX", bar => { if (bar.Close > 0) throw new InvalidOperationException("no more"); });""";

    [Fact]
    public void A_deployment_that_fails_hurts_only_itself()
    {
        using var workshop = new LiveWorkshop();
        workshop.Deploy("holds", Holds);
        workshop.Deploy("throws", Throws);
        var result = workshop.Run("live");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("no more", result.Error, StringComparison.Ordinal);
        Assert.Contains("throws.csx:1", result.Error, StringComparison.Ordinal);
        Assert.Contains("holds: session 1 is over", result.Error, StringComparison.Ordinal);
        Assert.Equal(workshop.Backtest("holds"), workshop.OrdersHash("state/holds/session-1/result"));
    }

    [Fact]
    public void A_malformed_deployment_hurts_only_itself()
    {
        using var workshop = new LiveWorkshop();
        workshop.Deploy("holds", Holds);
        File.WriteAllText(Path.Combine(workshop.Path, "deployments", "broken.json"), "{");
        var result = workshop.Run("live");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("broken.json:", result.Error, StringComparison.Ordinal);
        Assert.Contains("holds: session 1 is over", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_is_taken_up_though_its_script_does_not_compile_any_more()
    {
        using var workshop = new LiveWorkshop();
        workshop.Deploy("holds", Holds + """ OnBar("SPX", bar => Log.Info("a bar"));""", speed: 400_000_000);
        using (var program = workshop.Start("live"))
        {
            await program.SaysUntil("a bar", TestContext.Current.CancellationToken);
            program.Kill();
        }

        File.WriteAllText(Path.Combine(workshop.Path, "strategies", "holds.csx"), "this is no script");
        var result = workshop.Run("live");
        Assert.Contains("cannot be used, and the old one goes on", result.Error, StringComparison.Ordinal);
        Assert.Contains("holds: session 1 is over", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public void A_script_without_a_deployment_is_named_and_not_traded()
    {
        using var workshop = new LiveWorkshop();
        workshop.Deploy("holds", Holds);
        File.WriteAllText(Path.Combine(workshop.Path, "strategies", "dropped.csx"), Holds);
        var result = workshop.Run("live");
        Assert.Contains("not traded: dropped", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(workshop.Path, "state", "dropped")));
    }

    [Fact]
    public async Task A_session_that_is_stopped_rests_and_is_taken_up_again()
    {
        using var workshop = new LiveWorkshop();
        workshop.Deploy("holds",
            Holds + """ int bars = 0; OnBar("SPX", bar => { if (bars++ < 50) Log.Info("a bar"); }); OnStop(() => Log.Info("the end"));""",
            speed: 50_000_000);
        using (var program = workshop.Start("live"))
        {
            await program.SaysUntil("a bar", TestContext.Current.CancellationToken);
            var end = program.Interrupt(TestContext.Current.CancellationToken);
            string said = await program.SaysUntil("rests", TestContext.Current.CancellationToken);
            Assert.Contains("session 1 rests", said, StringComparison.Ordinal);
            Assert.DoesNotContain("the end", said, StringComparison.Ordinal);
            Assert.Equal(0, await end);
        }

        Assert.Contains("resting", workshop.Run("status").Output, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(workshop.Path, "deployments", "holds.json"),
            File.ReadAllText(Path.Combine(workshop.Path, "deployments", "holds.json")).Replace("50000000", "9000000000",
                StringComparison.Ordinal));
        var again = workshop.Run("live", "--fresh", "--keep");
        Assert.Contains("session 2 is over", again.Error, StringComparison.Ordinal);
        Assert.Contains("the end", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_paper_session_and_a_backtest_of_its_hours_do_the_same()
    {
        using var workshop = new LiveWorkshop();
        workshop.Deploy("holds", Holds);
        workshop.Run("live");
        var parity = workshop.Run("parity", "holds", "--data", Repository.SampleData);
        Assert.Contains("session 1: 1 orders made by both, 0 differences", parity.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_is_rolled_back_and_stays_so_after_a_restart()
    {
        using var workshop = new LiveWorkshop();
        string script = Path.Combine(workshop.Path, "strategies", "talks.csx");
        workshop.Deploy("talks", """OnBar("SPX", bar => Log.Info("first version"));""", speed: 20_000_000);
        using (var program = workshop.Start("live"))
        {
            await program.SaysUntil("first version", TestContext.Current.CancellationToken);
            File.WriteAllText(script, """OnBar("SPX", bar => Log.Info("second version"));""");
            Assert.Contains("was reloaded", await program.SaysUntil("second version", TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
            Assert.Equal(0, workshop.Run("rollback", "talks").ExitCode);
            await program.SaysUntil("was reloaded", TestContext.Current.CancellationToken);
            Assert.Contains("first version", await program.SaysUntil("version", TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
            program.Kill();
        }

        var again = workshop.Run("replay", "talks");
        Assert.Contains("each the same as before", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_service_answers_on_its_socket_and_its_log_follows_an_order()
    {
        using var workshop = new LiveWorkshop();
        workshop.Deploy("holds", Holds + """ OnBar("SPX", bar => Log.Info("a bar"));""", speed: 20_000_000);
        using var program = workshop.Start("live");
        await program.SaysUntil("a bar", TestContext.Current.CancellationToken);
        Assert.Contains("A host runs since", workshop.Run("status").Error, StringComparison.Ordinal);
        await program.SaysUntil("a bar", TestContext.Current.CancellationToken);
        string followed = workshop.Run("logs", "holds", "--order", "1").Output;
        Assert.Contains("Order holds: [1] order #1 Buy 1 SPX Market", followed, StringComparison.Ordinal);
        program.Kill();
    }

    [Fact]
    public void A_plugin_brings_market_data()
    {
        string plugins = Path.Combine(Repository.Root, "samples", "plugins", "RandomWalk", "bin", Repository.Configuration);
        using var workshop = new LiveWorkshop();
        Assert.Contains("offers market data", workshop.Run("plugins", "verify", "random-walk", "--plugins", plugins).Output,
            StringComparison.Ordinal);
        workshop.Deploy("holds", """OnBar("ANY", bar => { if (Position("ANY").IsFlat) Buy("ANY", 1); });""");
        File.WriteAllText(
            Path.Combine(workshop.Path, "deployments", "holds.json"),
            """{ "script": "strategies/holds.csx", "mode": "paper", "feed": { "plugin": "random-walk", "settings": { "every": 0, "bars": 50 } } }""");
        Assert.Contains("after 50 bars; 1 orders, 1 fills", workshop.Run("live", "--plugins", plugins).Error, StringComparison.Ordinal);
        Assert.Contains("each the same as before", workshop.Run("replay", "holds").Output, StringComparison.Ordinal);
        var missing = workshop.Run("live", "--plugins", "nowhere");
        Assert.Equal(5, missing.ExitCode);
        Assert.Contains("There is no plugin 'random-walk' in nowhere", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handlers_of_times_run_by_the_clock_with_no_bar()
    {
        string plugins = Path.Combine(Repository.Root, "samples", "plugins", "RandomWalk", "bin", Repository.Configuration);
        using var workshop = new LiveWorkshop();
        workshop.Deploy("timed", """
            OnBar("ANY", bar => { });
            Every("1s", () => { if (Orders.Count == 0) Buy("ANY", 1); Log.Info($"it is {Clock.UtcNow:HH:mm:ss.fff}"); });
            """);
        File.WriteAllText(
            Path.Combine(workshop.Path, "deployments", "timed.json"),
            """{ "script": "strategies/timed.csx", "mode": "paper", "feed": { "plugin": "random-walk", "settings": { "every": 3600000 } } }""");
        using var program = workshop.Start("live", "--plugins", plugins);
        await program.SaysUntil(".000", TestContext.Current.CancellationToken);
        await program.SaysUntil(".000", TestContext.Current.CancellationToken);
        Assert.Equal(0, await program.Interrupt(TestContext.Current.CancellationToken));
        Assert.Contains("each the same as before", workshop.Run("replay", "timed").Output, StringComparison.Ordinal);
    }
}
