using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using StrategyHost.Data.Store;
using StrategyHost.Engine.Runs;
using StrategyHost.Reports;

namespace StrategyHost.Benchmarks.Suite;

/// <summary>200 pairs of parameters over one mapped file that all workers share.</summary>
internal static class SweepCases
{
    private const int Fasts = 20;
    private const int Slows = 10;

    public static IEnumerable<SuiteCase> All() => [Sweep(1), Sweep(Environment.ProcessorCount)];

    private static SuiteCase Sweep(int workers) => new($"200 runs of the crossover on 1 million bars, {workers} at a time", "bars", () =>
    {
        string store = DataCases.Store(Workload.Million);
        var script = Workload.Crossover();
        return () =>
        {
            using var series = BarFile.Open(Path.Combine(store, BarFile.NameOf("X", Resolution.Minute)));
            var hashes = new string[Fasts * Slows];
            Parallel.For(0, hashes.Length, new ParallelOptions { MaxDegreeOfParallelism = workers },
                i => hashes[i] = HashOf(script.CreateStrategy(), series, 2 + (2 * (i % Fasts)), 50 + (5 * (i / Fasts))));
            string all = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(hashes))));
            return new SuiteRun((long)hashes.Length * series.Count, () => Workload.Shown(all));
        };
    }, Repeats: 1);

    private static string HashOf(Strategy strategy, BarSeries series, int fast, int slow)
    {
        var settings = new BacktestSettings
        {
            Parameters = new Dictionary<string, string>
            {
                ["symbol"] = "X",
                ["fast"] = fast.ToString(CultureInfo.InvariantCulture),
                ["slow"] = slow.ToString(CultureInfo.InvariantCulture),
            },
        };
        return ResultFolder.HashOrders(new Backtest(settings, _ => series, new SilentLog()).Run(strategy, null, CancellationToken.None));
    }
}
