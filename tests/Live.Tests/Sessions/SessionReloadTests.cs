using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Live.Tests.Sessions;

public sealed class SessionReloadTests : IDisposable
{
    private readonly Workshop workshop = new();
    private Action<DeployedScript>? change;
    private bool hasChanged;

    public void Dispose() => workshop.Dispose();

    private static IEnumerable<string> Did(BacktestResult result) =>
        result.Orders.Select(o => o.ToString()).Concat(result.Fills.Select(f => f.ToString()));

    /// <summary>The first version buys one unit at a time; the second, saved while bar 100 is handled, sells them again.</summary>
    private DeploymentParts Parts(int? interruptAt = null, CancellationTokenSource? source = null)
    {
        int bars = 0;
        void Count()
        {
            if (++bars == interruptAt) source!.Cancel();
        }

        DeployedScript Compile(string path) => new(path, [path], VersionOf(path), () => new ScriptedStrategy(s => s.OnBar("X", _ =>
        {
            Count();
            if (path.Contains("script-1", StringComparison.Ordinal)) s.Sell("X", 1);
            else s.Buy("X", 1);
            if (bars == 100) Save();
        })));
        return new DeploymentParts(Compile, _ => _ => Workshop.Hours, (_, changed, _) => Watch(changed), Workshop.NoPlugin,
            _ => new PlainCalendar(), TimeProvider.System);
    }

    private void Save()
    {
        if (hasChanged) return;
        hasChanged = true;
        File.WriteAllText(workshop.Script, "// second");
        change?.Invoke(Saved());
    }

    private static string VersionOf(string path) => File.ReadAllText(path)[3..];

    private DeployedScript Saved() =>
        new(workshop.Script, [workshop.Script], VersionOf(workshop.Script), () => new ScriptedStrategy(_ => { }));

    private MemoryStream Watch(Action<DeployedScript> changed)
    {
        change = changed;
        changed(Saved());
        return new MemoryStream();
    }

    [Fact]
    public async Task A_new_version_takes_over_after_the_event_during_which_it_came()
    {
        var result = await workshop.ResultAsync(Parts());
        Assert.Equal((100, 200), (result.Orders.Count(o => o.Side == Side.Buy), result.Orders.Count(o => o.Side == Side.Sell)));
        Assert.Contains("Info: trend was reloaded, version second.", workshop.Lines);
    }

    [Theory]
    [InlineData(101)]
    [InlineData(150)]
    [InlineData(280)]
    public async Task A_session_that_is_taken_up_changes_versions_where_it_did(int interruptAt)
    {
        using var whole = new SessionReloadTests();
        var expected = Did(await whole.workshop.ResultAsync(whole.Parts()));
        using var source = new CancellationTokenSource();
        Assert.False((await workshop.RunAsync(Parts(interruptAt, source), source)).IsOver);
        Assert.Equal(expected, Did(await workshop.ResultAsync(Parts())));
    }

    [Fact]
    public async Task A_replay_changes_versions_where_the_session_did()
    {
        await workshop.RunAsync(Parts());
        var verdict = await SessionReplay.RunAsync("trend", workshop.State, null, Parts(), TestContext.Current.CancellationToken);
        Assert.Null(verdict.Difference);
        Assert.Equal(300, verdict.Orders);
    }

    [Fact]
    public async Task A_script_that_was_saved_while_the_host_was_down_takes_over_when_the_session_is_taken_up()
    {
        hasChanged = true;
        using var source = new CancellationTokenSource();
        await workshop.RunAsync(Parts(50, source), source);
        File.WriteAllText(workshop.Script, "// second");
        var result = await workshop.ResultAsync(Parts());
        Assert.Contains("Info: trend was reloaded, version second.", workshop.Lines);
        Assert.Contains(result.Orders, o => o.Side == Side.Sell);
    }
}
