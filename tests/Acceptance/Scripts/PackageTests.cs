using StrategyHost.Acceptance.Processes;

namespace StrategyHost.Acceptance.Scripts;

/// <summary>A script that brings a library along.</summary>
public sealed class PackageTests
{
    private const string Script = """
        #r "nuget: MathNet.Numerics, 5.0.0"
        using MathNet.Numerics.Statistics;
        OnStart(() => Log.Info($"mean {new[] { 1.0, 2.0, 6.0 }.Mean()}"));
        Use("SPX");
        """;

    [Fact]
    public void A_package_is_used_once_it_is_trusted_and_restored()
    {
        using var folder = new TemporaryFolder();
        folder.Write("strategies/mean.csx", Script);
        ProcessResult Backtest() =>
            StrategyHostProgram.Run(folder.Path, "backtest", "strategies/mean.csx", "--data", Repository.SampleData, "--out",
                folder["out"]);

        var stranger = Backtest();
        Assert.Equal(3, stranger.ExitCode);
        Assert.Contains("strategies/mean.csx(1,1): error SH1005: the package MathNet.Numerics is not trusted", stranger.Error,
            StringComparison.Ordinal);
        Assert.Equal(2, StrategyHostProgram.Run(folder.Path, "strategies", "restore").ExitCode);

        folder.Write("strategyhost.json", "{ \"packages\": [\"MathNet.Numerics\"] }");
        Assert.Contains("the package MathNet.Numerics 5.0.0 is not restored: run 'strategyhost strategies restore'", Backtest().Error,
            StringComparison.Ordinal);

        var restored = StrategyHostProgram.Run(folder.Path, "strategies", "restore");
        Assert.True(restored.ExitCode == 0, restored.Error);
        Assert.Contains("\"resolved\": \"5.0.0\"", File.ReadAllText(folder["strategies/.packages/packages.lock.json"]),
            StringComparison.Ordinal);
        var used = Backtest();
        Assert.True(used.ExitCode == 0, used.Error);
        Assert.Contains("mean 3", used.Error, StringComparison.Ordinal);

        File.Delete(folder["strategyhost.json"]);
        Assert.Equal(3, Backtest().ExitCode);
    }
}
