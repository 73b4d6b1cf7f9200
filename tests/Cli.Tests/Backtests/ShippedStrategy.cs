using StrategyHost.Cli.Tests.Program;

namespace StrategyHost.Cli.Tests.Backtests;

/// <summary>The strategies that ship, with the sample data that they run on.</summary>
internal static class ShippedStrategy
{
    /// <summary>All names.</summary>
    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Path.Combine(InProcess.Repository, "strategies"), "*.csx")
            .Select(f => Path.GetFileNameWithoutExtension(f)!)];

    /// <summary>The sample data.</summary>
    public static string SampleData { get; } = Path.Combine(InProcess.Repository, "samples", "data");

    /// <summary>Runs a strategy on data into a folder.</summary>
    public static async Task<ProgramResult> Run(string name, string data, string folder)
    {
        var result = await InProcess.Run("backtest", Path.Combine(InProcess.Repository, "strategies", name + ".csx"), "--data", data,
            "--out", folder);
        Assert.True(result.ExitCode == 0, result.Error);
        return result;
    }
}
