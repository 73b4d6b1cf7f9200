using StrategyHost.Data.Catalog;
using StrategyHost.Data.Csv;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Reloading;
using StrategyHost.Reports;

namespace StrategyHost.Scripting.Tests.Runs;

/// <summary>Runs the strategies that ship, on the data that ships.</summary>
internal static class ShippedStrategy
{
    private static readonly string Root = FindRoot();

    public static IEnumerable<string> Names => ScriptFolder.Scripts(Path.Combine(Root, "strategies")).Select(p => Path.GetFileName(p));

    public static string PathOf(string name) => Path.Combine(Root, "strategies", name);

    /// <summary>The hash of the orders of a run.</summary>
    public static (string Hash, int Orders) Run(CompiledScript script, IReloadSource? reloads = null)
    {
        var data = new DataLibrary([Path.Combine(Root, "samples", "data")], new CsvOptions(), "USD");
        var result = new Backtest(new BacktestSettings(),
            new BarSources(symbol => data.Load(symbol, null, TestContext.Current.CancellationToken)), new SilentLog(), reloads)
            .Run([(script.Name, script.CreateStrategy())], null, TestContext.Current.CancellationToken);
        return (ResultFolder.HashOrders(result), result.Orders.Count);
    }

    private static string FindRoot()
    {
        string? at = AppContext.BaseDirectory;
        while (at is not null && !File.Exists(Path.Combine(at, "StrategyHost.sln"))) at = Path.GetDirectoryName(at);
        return at ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
