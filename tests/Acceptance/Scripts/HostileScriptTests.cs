using StrategyHost.Acceptance.Processes;

namespace StrategyHost.Acceptance.Scripts;

/// <summary>Scripts that would take a process down with them.</summary>
public sealed class HostileScriptTests
{
    [Theory]
    [InlineData("OnBar(\"SPX\", bar =>\n{\n    while (true) { }\n});",
        "OnBar(SPX) has taken more than 20,000,000 steps in one event (limits.steps): is there a loop that does not end?; at "
            + "2000-01-03T21:00:00Z (evil.csx:3)")]
    [InlineData("int Deep(int n)\n{\n    return Deep(n + 1) + 1;\n}\nOnBar(\"SPX\", bar => Deep(0));",
        "OnBar(SPX) calls itself too deeply: is there a recursion that does not end?; at 2000-01-03T21:00:00Z (evil.csx:2)")]
    [InlineData("var all = new List<double[]>();\nOnBar(\"SPX\", bar => { while (true) all.Add(new double[100_000]); });",
        "OnBar(SPX) has allocated more than 1,024 MB in one event (limits.megabytes); at 2000-01-03T21:00:00Z (evil.csx:2)")]
    [InlineData("OnBar(\"SPX\", bar => { _ = Enumerable.Repeat(1, int.MaxValue).Concat(Enumerable.Range(0, "
        + "int.MaxValue)).Distinct().LongCount(); });", "OnBar(SPX) has ")]
    [InlineData("OnBar(\"SPX\", bar => { _ = string.Concat(Enumerable.Repeat(\"x\", int.MaxValue)).Length; });", "OnBar(SPX) has ")]
    [InlineData("OnBar(\"SPX\", bar => { _ = Enumerable.Repeat(1.5, int.MaxValue).Select(Math.Sin).Sum(); });",
        "OnBar(SPX) has been inside one library call for more than 2.25 s (limits.seconds)")]
    public void It_ends_with_a_sentence_and_its_exit_code(string text, string sentence)
    {
        using var folder = new TemporaryFolder();
        folder.Write("evil.csx", text);
        var result = StrategyHostProgram.Run(
            folder.Path, "backtest", "evil.csx", "--data", Repository.SampleData, "--out", folder["out"], "--limit", "steps=20000000",
            "--limit", "seconds=2");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("error: " + sentence, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void It_may_be_let_go_on_with_the_next_event()
    {
        using var folder = new TemporaryFolder();
        folder.Write("evil.csx", "OnBar(\"SPX\", bar => { if (bar.Start.Year == 2008) while (true) { } });");
        folder.Write("strategyhost.json", "{ \"limits\": { \"steps\": 1000, \"onFault\": \"skip\" } }");
        var result = StrategyHostProgram.Run(folder.Path, "backtest", "evil.csx", "--data", Repository.SampleData, "--out", folder["out"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(
            "has taken more than 1,000 steps in one event (limits.steps): is there a loop that does not end?; at 2008-01-02T21:00:00Z "
                + "(evil.csx:1); the strategy goes on with the next event.", result.Error, StringComparison.Ordinal);
    }
}
