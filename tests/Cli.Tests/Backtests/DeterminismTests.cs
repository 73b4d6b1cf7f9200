namespace StrategyHost.Cli.Tests.Backtests;

/// <summary>The same run writes the same bytes.</summary>
public sealed class DeterminismTests
{
    private static readonly string[] Tables = ["orders.csv", "fills.csv", "trades.csv", "equity.csv", "rolling.csv"];

    public static TheoryData<string> Strategies => ShippedStrategy.Names;

    [Theory]
    [MemberData(nameof(Strategies))]
    public async Task The_same_backtest_writes_the_same_bytes(string name)
    {
        var folder = Directory.CreateTempSubdirectory("strategyhost-");
        string first = Path.Combine(folder.FullName, "first");
        string second = Path.Combine(folder.FullName, "second");
        await ShippedStrategy.Run(name, ShippedStrategy.SampleData, first);
        await ShippedStrategy.Run(name, ShippedStrategy.SampleData, second);
        foreach (var table in Tables)
        {
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(first, table), TestContext.Current.CancellationToken),
                await File.ReadAllBytesAsync(Path.Combine(second, table), TestContext.Current.CancellationToken));
        }

        Assert.True((await File.ReadAllLinesAsync(Path.Combine(first, "fills.csv"), TestContext.Current.CancellationToken)).Length > 1,
            "the strategy trades on the sample data");
        folder.Delete(recursive: true);
    }
}
