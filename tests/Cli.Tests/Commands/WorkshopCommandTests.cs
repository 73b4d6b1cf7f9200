using System.Text.Json;
using StrategyHost.Cli.Tests.Program;

namespace StrategyHost.Cli.Tests.Commands;

/// <summary>The commands around scripts: strategies, check, new, doctor, and help.</summary>
public sealed class WorkshopCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Strategies_lists_what_ships()
    {
        var list = await InProcess.Run("strategies", Path.Combine(InProcess.Repository, "strategies"));
        Assert.Equal(0, list.ExitCode);
        foreach (var name in new[] { "ma_crossover", "rsi_reversal", "bollinger_bands", "volume_breakout", "multi_timeframe_momentum",
            "watchlist_auto", "buy_and_hold" })
            Assert.Contains(name, list.Output, StringComparison.Ordinal);
        Assert.Contains("fast = 10 (2 to 100): bars in the quick average", list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strategies_shows_errors_beside_those_that_are_well()
    {
        folder.Write("good.csx", "OnBar(\"X\", bar => { });");
        folder.Write("bad.csx", "OnBar(\"X\", bar => { oops });");
        folder.Write("late.csx", "throw new Exception(\"not today\");");
        var list = await InProcess.Run("strategies", folder.Path, "--json");
        Assert.Equal(3, list.ExitCode);
        Assert.Equal(["error", "ok", "error"],
            JsonDocument.Parse(list.Output).RootElement.EnumerateArray().Select(s => s.GetProperty("state").GetString()));
        Assert.Contains("bad.csx(1,21): error CS0103", list.Error, StringComparison.Ordinal);
        Assert.Contains("late.csx: The strategy threw Exception while it was set up: not today", list.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("strategies")]
    public async Task What_was_compiled_for_a_look_is_not_compiled_again_for_a_run(string command)
    {
        string script = folder.Write("fresh.csx", $"OnBar(\"X\", bar => {{ }}); // {folder.Path}");
        folder.Write("X.csv", "time,open,high,low,close\n2024-01-02,1,1,1,1\n2024-01-03,1,1,1,1\n");
        Assert.Equal(0, (await InProcess.Run(command, command == "check" ? script : folder.Path)).ExitCode);
        var run = await InProcess.Run("backtest", script, "--data", folder.Path, "--out", folder["out"], "--profile");
        Assert.Contains("compile (cached)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_compiles_several_and_tells_all_errors()
    {
        string good = folder.Write("good.csx", "OnBar(\"X\", bar => { });");
        string bad = folder.Write("bad.csx", "one();\ntwo();");
        var check = await InProcess.Run("check", good, bad);
        Assert.Equal(3, check.ExitCode);
        Assert.Contains($"{good}: ok", check.Error, StringComparison.Ordinal);
        Assert.Contains("bad.csx(1,1): error CS0103", check.Error, StringComparison.Ordinal);
        Assert.Contains("bad.csx(2,1): error CS0103", check.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("crossover")]
    [InlineData("class")]
    [InlineData("orders")]
    public async Task A_new_strategy_runs_at_once(string template)
    {
        var made = await InProcess.Run("new", "my_idea", "--template", template, "--folder", folder.Path);
        Assert.True(made.ExitCode == 0, made.Error);
        var run = await InProcess.Run("backtest", folder["my_idea.csx"], "--data", Path.Combine(InProcess.Repository, "samples", "data"),
            "--out", folder["out"], "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.NotEqual(0, JsonDocument.Parse(run.Output).RootElement.GetProperty("fills").GetInt32());
        var again = await InProcess.Run("new", "my_idea", "--folder", folder.Path);
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("exists already", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_looks_at_everything()
    {
        var doctor = await InProcess.Run("doctor", "--json");
        Assert.Equal(0, doctor.ExitCode);
        Assert.Equal(
            [".NET runtime", ".NET SDK", "scripts", "configuration", "data", "strategies", "writing to results", "writing to data"],
            JsonDocument.Parse(doctor.Output).RootElement.EnumerateArray().Select(c => c.GetProperty("name").GetString()));
        Assert.Contains("a template compiles", (await InProcess.Run("doctor")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lookahead_gives_a_verdict_and_evidence()
    {
        var clean = await InProcess.Run("lookahead", Path.Combine(InProcess.Repository, "strategies", "rsi_reversal.csx"), "--data",
            Path.Combine(InProcess.Repository, "samples", "data"), "--samples", "3");
        Assert.True(clean.ExitCode == 0, clean.Error);
        Assert.StartsWith("No look-ahead: 3 cuts and 3 noisy futures changed none of", clean.Output, StringComparison.Ordinal);
        Assert.Contains("with the last 80 % of the bars", clean.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diagnose_reads_a_result()
    {
        await InProcess.Run("backtest", Path.Combine(InProcess.Repository, "strategies", "ma_crossover.csx"), "--data",
            Path.Combine(InProcess.Repository, "samples", "data"), "--out", folder["result"]);
        var smells = await InProcess.Run("diagnose", folder["result"]);
        Assert.Contains("in-sample only", smells.Output, StringComparison.Ordinal);
        Assert.Contains("no costs", JsonDocument.Parse((await InProcess.Run("diagnose", folder["result"],
            "--json")).Output).RootElement[0].GetProperty("name").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, (await InProcess.Run("diagnose", folder.Path)).ExitCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("diagnose")]
    [InlineData("lookahead")]
    [InlineData("backtest")]
    [InlineData("strategies")]
    [InlineData("check")]
    [InlineData("new")]
    [InlineData("data")]
    [InlineData("data import")]
    [InlineData("data list")]
    [InlineData("data show")]
    [InlineData("data check")]
    [InlineData("doctor")]
    public async Task Help_shows_an_example(string command)
    {
        var help = await InProcess.Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal(0, help.ExitCode);
        Assert.Contains("Example:", help.Output, StringComparison.Ordinal);
        Assert.Contains("strategyhost " + command, help.Output, StringComparison.Ordinal);
    }
}
