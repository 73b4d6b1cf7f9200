using StrategyHost.Acceptance.Processes;

namespace StrategyHost.Acceptance.Scripts;

/// <summary>The loop of editing and running.</summary>
public sealed class WatchTests
{
    [Fact]
    public async Task Every_saved_version_is_run_until_the_user_ends_it()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        string script = folder.Write("idea.csx", "OnBar(\"SPX\", bar => { });");
        using var program =
            StrategyHostProgram.Start(folder.Path, "backtest", script, "--data", Repository.SampleData, "--out", folder["out"], "--watch");
        await program.SaysUntil("Ctrl+C ends", cancellation);

        // As editors save: a new file takes the place of the old.
        File.Move(folder.Write("idea.tmp", "nonsense();"), script, overwrite: true);
        Assert.Contains("idea.csx(1,1): error CS0103", await program.SaysUntil("Ctrl+C ends", cancellation), StringComparison.Ordinal);
        File.WriteAllText(script, "OnBar(\"SPX\", bar => throw new InvalidOperationException(\"oh\"));");
        Assert.Contains("OnBar(SPX) threw InvalidOperationException", await program.SaysUntil("Ctrl+C ends", cancellation),
            StringComparison.Ordinal);
        File.WriteAllText(script, "OnBar(\"SPX\", bar => { if (Position(\"SPX\").IsFlat) Buy(\"SPX\", 1); });");
        Assert.Contains("5,105 bars in", await program.SaysUntil("Ctrl+C ends", cancellation), StringComparison.Ordinal);
        Assert.Equal(0, await program.Interrupt(cancellation));
        Assert.Equal(1, CsvTable.Read(folder["out/orders.csv"]).Count);
    }

    [Fact]
    public async Task A_backtest_that_is_stopped_gives_the_result_so_far()
    {
        using var folder = new TemporaryFolder();
        string script = folder.Write("slow.csx",
            "var s = 0.0; OnStart(() => Log.Info(\"begins\")); OnBar(\"SPX\", bar => { for (int i = 0; i < 5_000_000; i++) s += i; });");
        using var program =
            StrategyHostProgram.Start(folder.Path, "backtest", script, "--data", Repository.SampleData, "--out", folder["out"]);
        await program.SaysUntil("begins", TestContext.Current.CancellationToken);
        var end = program.Interrupt(TestContext.Current.CancellationToken);
        Assert.Contains("error: The run was stopped at ", await program.SaysUntil("error", TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        Assert.Equal(1, await end);
        Assert.InRange(CsvTable.Read(folder["out/equity.csv"]).Count, 1, 2_500);
    }
}
