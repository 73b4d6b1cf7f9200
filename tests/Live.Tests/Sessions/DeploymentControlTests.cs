using StrategyHost.Live.Deployments;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Live.Tests.Sessions;

/// <summary>What a host wants of a session that runs. Bars come in handfuls, so that what is wanted during one is done after bar
/// 256.</summary>
public sealed class DeploymentControlTests : IDisposable
{
    private readonly Workshop workshop = new();
    private readonly CancellationTokenSource source = new();
    private readonly DeploymentControl control;

    public DeploymentControlTests() => control = new DeploymentControl(source.Token);

    public void Dispose()
    {
        control.Dispose();
        source.Dispose();
        workshop.Dispose();
    }

    [Fact]
    public async Task A_limit_that_is_changed_holds_from_the_next_event_on_and_is_said()
    {
        var result = (await RunAsync(Buys(Changing("\"max-position\": \"200\"")))).Result;
        Assert.Equal((256, 44), (result.Orders.Count(o => o.Denial is null), result.Orders.Count(o => o.Denial is not null)));
        Assert.All(result.Orders.Where(o => o.Denial is not null), o => Assert.Equal(DenialCode.PositionSize, o.Denial!.Code));
        Assert.Contains("Info: trend goes on with changed terms: risk.max-position not set → 200.", workshop.Lines);
        Assert.Equal(200m, result.Settings.Risk.MaxPosition);
    }

    [Theory]
    [InlineData(257)]
    [InlineData(290)]
    public async Task A_session_that_is_taken_up_has_the_terms_that_it_had_taken_and_is_replayed_clean(int interruptAt)
    {
        var taken = Deployment("\"max-position\": \"200\"");
        var first = await RunAsync(Buys(s => control.Change(taken), interruptAt));
        Assert.False(first.IsOver);
        using var again = new DeploymentControl(CancellationToken.None);
        var end = await RunAsync(Buys(_ => { }), again, taken);
        Assert.True(end.IsOver);
        Assert.Equal(256, end.Result.Orders.Count(o => o.Denial is null));
        Assert.Single(workshop.Lines, l => l.Contains("goes on with changed terms", StringComparison.Ordinal));
        var verdict = await SessionReplay.RunAsync("trend", workshop.State, null, Workshop.Parts(Buys(_ => { })), CancellationToken.None);
        Assert.Null(verdict.Difference);
    }

    [Fact]
    public async Task A_file_that_was_changed_while_it_rested_is_taken_at_the_start()
    {
        using (var interruption = new CancellationTokenSource())
            await workshop.RunAsync(Workshop.Crossing(10, interruption), interruption);
        var end = await RunAsync(Workshop.Crossing(), control, Deployment("\"max-position\": \"0\""));
        Assert.Contains("Info: trend goes on with changed terms: risk.max-position not set → 0.", workshop.Lines);
        Assert.Contains(end.Result.Orders, o => o.Denial?.Code == DenialCode.PositionSize);
    }

    [Fact]
    public async Task A_guard_that_is_added_protects_what_is_held_already_and_one_that_is_taken_out_ends()
    {
        var result = (await RunAsync(Once(s => s.Buy("X", 10), Changing("\"stop-loss\": \"50%\", \"take-profit\": \"60%\"")))).Result;
        var (stop, target) = (result.Orders.Single(o => o.Tag == "stop-loss"), result.Orders.Single(o => o.Tag == "take-profit"));
        Assert.Equal((10m, Side.Sell, true), (stop.Quantity, stop.Side, stop.IsOpen));
        Assert.True(target.IsOpen);
        Assert.Equal(result.Account.Portfolio["X"].AveragePrice * 0.5m, stop.StopPrice!.Value, 2);
        using var next = new DeploymentControlTests();
        result = (await next.RunAsync(Once(s => s.Buy("X", 10), next.Changing("\"take-profit\": \"60%\"")), next.control,
            next.Deployment("\"stop-loss\": \"50%\""))).Result;
        Assert.Equal(OrderStatus.Cancelled, result.Orders.Single(o => o.Tag == "stop-loss").Status);
        Assert.True(result.Orders.Single(o => o.Tag == "take-profit").IsOpen);
    }

    [Fact]
    public async Task A_parameter_that_is_changed_gives_the_same_script_anew_and_its_state_stays()
    {
        var seen = new HashSet<(int Size, bool IsLate)>();
        var sized = Sized(seen);
        var end = await RunAsync(sized, control, Deployment("", "\"size\": 3"));
        Assert.True(end.IsOver);
        Assert.Equal([(3, false), (5, true)], seen.Order());

        Action<Strategy> Sized(HashSet<(int, bool)> noted) => s =>
        {
            int size = s.Param("size", 1);
            var bars = s.State("bars", 0);
            s.OnBar("X", _ =>
            {
                bars.Value++;
                noted.Add((size, bars.Value > 256));
                if (bars.Value == 10) control.Change(Deployment("", "\"size\": 5"));
            });
        };
    }

    [Fact]
    public async Task A_change_that_the_script_refuses_changes_nothing()
    {
        var wrong = Deployment("\"max-position\": \"200\"", "\"none\": 5");
        var end = await RunAsync(Buys(_ => control.Change(wrong)));
        Assert.Equal(300, end.Result.Orders.Count(o => o.Denial is null));
        Assert.Contains(workshop.Lines, l => l.StartsWith("Error: trend cannot go on with changed terms (parameters.none not set → 5, "
            + "risk.max-position not set → 200), and goes on as it was:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_change_is_said_once_and_the_rest_is_taken()
    {
        var richer = DeploymentFile.Parse("trend",
            Deployment("\"max-position\": \"200\"").Terms.Replace("\"mode\"", "\"cash\": 5, \"mode\"", StringComparison.Ordinal));
        var end = await RunAsync(Buys(_ =>
        {
            control.Change(richer);
            control.Change(richer);
        }));
        Assert.Equal(256, end.Result.Orders.Count(o => o.Denial is null));
        Assert.Single(workshop.Lines, l => l.Contains("cannot take: cash not set → 5.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_is_flattened_before_it_stops_ends_flat_and_is_halted_until_it_is_resumed()
    {
        var end = await RunAsync(Once(s => s.Buy("X", 10), s => control.Stop(StopMode.Flatten)));
        Assert.False(end.IsOver);
        Assert.True(end.Result.Account.Portfolio["X"].IsFlat);
        Assert.Equal("session 1 begins: paper, 100,000.00 USD, " + workshop.Script, await control.Begun);
        using var again = new DeploymentControl(CancellationToken.None);
        await RunAsync(Once(s => s.Buy("X", 10), _ => { }), again, Deployment(""));
        Assert.EndsWith(", halted until 'strategyhost resume trend'", await again.Begun, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_whose_orders_are_cancelled_before_it_stops_keeps_its_position()
    {
        var end = await RunAsync(Once(s =>
        {
            s.Buy("X", 10);
            s.Limit(Side.Buy, "X", 10, 1m);
        }, s => control.Stop(StopMode.Cancel)));
        Assert.False(end.IsOver);
        Assert.Equal(10m, end.Result.Account.Portfolio["X"].Quantity);
        Assert.DoesNotContain(end.Result.Orders, o => o.IsOpen);
    }

    [Fact]
    public async Task One_that_has_nothing_open_stops_at_once_and_is_not_halted()
    {
        var end = await RunAsync(Once(_ => { }, s => control.Stop(StopMode.Flatten)));
        Assert.False(end.IsOver);
        using var again = new DeploymentControl(CancellationToken.None);
        await RunAsync(Once(_ => { }, _ => { }), again, Deployment(""));
        Assert.DoesNotContain("halted", await again.Begun, StringComparison.Ordinal);
    }

    private Deployment Deployment(string risk, string parameters = "") => DeploymentFile.Parse("trend",
        $$"""{ "script": "{{workshop.Script}}", "mode": "paper", "parameters": { {{parameters}} }, "risk": { {{risk}} }, "feed": { "replay": "-" } }""");

    private Action<Strategy> Changing(string risk) => _ => control.Change(Deployment(risk));

    private Task<SessionEnd> RunAsync(Action<Strategy> strategy) => RunAsync(strategy, control, Deployment(""));

    private Task<SessionEnd> RunAsync(Action<Strategy> strategy, DeploymentControl with, Deployment deployment) =>
        new DeploymentRun(deployment, Workshop.Parts(strategy), workshop.State, new Workshop.LineLog(workshop.Lines)) { Control = with }
            .RunAsync(fresh: null, with.Stopping);

    /// <summary>Buys one on each bar; at the tenth the host wants something.</summary>
    private Action<Strategy> Buys(Action<Strategy> wanted, int? interruptAt = null) => s =>
    {
        var bars = s.State("bars", 0);
        s.OnBar("X", _ =>
        {
            s.Buy("X", 1);
            bars.Value++;
            if (bars.Value == 10) wanted(s);
            if (bars.Value == interruptAt) source.Cancel();
        });
    };

    /// <summary>Does something at the second bar, and at the tenth the host wants something.</summary>
    private static Action<Strategy> Once(Action<Strategy> done, Action<Strategy> wanted) => s =>
    {
        var bars = s.State("bars", 0);
        s.OnBar("X", _ =>
        {
            bars.Value++;
            if (bars.Value == 2) done(s);
            if (bars.Value == 10) wanted(s);
        });
    };
}
