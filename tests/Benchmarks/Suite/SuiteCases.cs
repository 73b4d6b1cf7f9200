using System.Diagnostics;
using System.Globalization;
using StrategyHost.Data.Catalog;
using StrategyHost.Data.Csv;
using StrategyHost.Data.Store;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Statistics;
using StrategyHost.Indicators;
using StrategyHost.Reports;
using StrategyHost.Scripting;

namespace StrategyHost.Benchmarks.Suite;

/// <summary>What the suite measures. Data is generated, the same each time; scripts are compiled before.</summary>
internal static class SuiteCases
{
    private const int Million = 1_000_000;
    private const int HashShown = 12;

    public static IEnumerable<SuiteCase> All()
    {
        var million = RandomWalk.Minutes("X", Million, seed: 5);
        yield return Engine("empty strategy, 1 million bars", "OnBar(\"X\", bar => { });", million);
        yield return Engine("crossover, 1 million bars", File.ReadAllText(Shipped.PathOf("ma_crossover.csx")), million);
        yield return Engine("crossover with statistics, 1 million bars", File.ReadAllText(Shipped.PathOf("ma_crossover.csx")), million, hasStatistics: true);
        yield return Engine("an order on every bar, 200,000 bars", "OnBar(\"X\", bar => { if (Position(\"X\").IsFlat) Buy(\"X\", 1); else Sell(\"X\", 1); });", RandomWalk.Minutes("X", 200_000, seed: 5));
        foreach (int count in new[] { Million, 10 * Million }) yield return EndToEnd(count);
        var many = Enumerable.Range(0, 100).Select(i => RandomWalk.Minutes($"S{i}", 10_000, seed: i)).ToArray();
        yield return Engine("100 symbols of 10,000 bars merged", "for (int i = 0; i < 100; i++) OnBar($\"S{i}\", bar => { });", many);
        var closes = Enumerable.Range(0, Million).Select(i => million[i].Close).ToArray();
        yield return Indicator("SMA, a million updates", () => new Sma(20), closes);
        yield return Indicator("EMA, a million updates", () => new Ema(20), closes);
        yield return Indicator("RSI, a million updates", () => new Rsi(14), closes);
        yield return Indicator("MACD, a million updates", () => new Macd(), closes);
    }

    /// <summary>From a stored file to a folder with the result, all that comes after the host has started.</summary>
    private static SuiteCase EndToEnd(int bars)
    {
        string store = Path.Combine(Path.GetTempPath(), "strategyhost-suite", $"{bars}");
        string results = Path.Combine(store, "results");
        Directory.CreateDirectory(store);
        BarFile.Write(Path.Combine(store, BarFile.NameOf("X", Resolution.Minute)), RandomWalk.Minutes("X", bars, seed: 5), "generated");
        var script = new ScriptCompiler().Compile(new Scripting.Compilation.ScriptSource("ma_crossover.csx", File.ReadAllText(Shipped.PathOf("ma_crossover.csx"))), CancellationToken.None);
        var settings = new BacktestSettings { Parameters = new Dictionary<string, string> { ["symbol"] = "X" } };
        return new SuiteCase($"crossover from file to folder, {bars / Million} million bars", "bars", () =>
        {
            using var series = new DataLibrary([store], new CsvOptions(), "USD").Load("X", resolution: null, CancellationToken.None);
            var watch = Stopwatch.StartNew();
            var result = new Backtest(settings, _ => series, new SilentLog()).Run(script.CreateStrategy(), null, CancellationToken.None);
            var statistics = RunStatistics.Of(result);
            string hash = ResultFolder.WriteTables(results, result);
            ResultFolder.WriteRolling(results, statistics);
            ResultFolder.WriteSummary(results, SummaryJson.Of("ma_crossover", result, statistics, hash, watch.Elapsed));
            return (result.Bars, () => hash[..HashShown]);
        });
    }

    private static SuiteCase Indicator(string name, Func<ValueIndicator> make, double[] inputs) => new(name, "updates", () =>
    {
        var indicator = make();
        foreach (double input in inputs) indicator.Update(input);
        return (inputs.Length, () => indicator.Value.ToString("R", CultureInfo.InvariantCulture));
    });

    private static SuiteCase Engine(string name, string script, BarSeries data, bool hasStatistics = false) => Engine(name, script, [data], hasStatistics);

    private static SuiteCase Engine(string name, string script, BarSeries[] data, bool hasStatistics = false)
    {
        var compiled = new ScriptCompiler().Compile(new Scripting.Compilation.ScriptSource(name.Replace(' ', '_').Replace(',', '_') + ".csx", script), CancellationToken.None);
        var bySymbol = data.ToDictionary(d => d.Instrument.Symbol);
        var settings = new BacktestSettings { Parameters = script.Contains("Param(\"symbol\"", StringComparison.Ordinal) ? new Dictionary<string, string> { ["symbol"] = "X" } : new Dictionary<string, string>() };
        return new SuiteCase(name, "bars", () =>
        {
            var result = new Backtest(settings, symbol => bySymbol[symbol], new SilentLog()).Run(compiled.CreateStrategy(), null, CancellationToken.None);
            if (hasStatistics) RunStatistics.Of(result);
            return (result.Bars, () => ResultFolder.HashOrders(result)[..HashShown]);
        });
    }
}
