using System.Diagnostics;
using System.Globalization;
using StrategyHost.Data.Bars;
using StrategyHost.Data.Catalog;
using StrategyHost.Data.Csv;
using StrategyHost.Data.Store;
using StrategyHost.Engine.Markets;
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
        yield return Import(Million);
        yield return ReadStore(Million);
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
        string store = NewFolder($"store-{bars}");
        string results = Path.Combine(store, "results");
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

    /// <summary>From a CSV file to a stored file.</summary>
    private static SuiteCase Import(int rows)
    {
        string folder = NewFolder($"csv-{rows}");
        string csv = Path.Combine(folder, "X.csv");
        RandomWalk.WriteCsv(csv, rows, seed: 5);
        return new SuiteCase($"CSV import, {rows / Million} million rows", "rows", () =>
        {
            var read = new BarText(new Instrument { Symbol = "X" }, new CsvOptions { Stamps = BarStamps.Start, Calendar = "24/7" }, reject: null).Read([csv], CancellationToken.None);
            BarFile.Write(Path.Combine(folder, BarFile.NameOf("X", Resolution.Minute)), read.Series, "generated");
            return (read.Series.Count, () => HashOf(read.Series));
        });
    }

    /// <summary>Opens a stored file and reads every bar of it.</summary>
    private static SuiteCase ReadStore(int bars)
    {
        string path = Path.Combine(NewFolder($"store-{bars}"), BarFile.NameOf("X", Resolution.Minute));
        BarFile.Write(path, RandomWalk.Minutes("X", bars, seed: 5), "generated");
        return new SuiteCase($"store read, {bars / Million} million rows", "rows", () =>
        {
            using var series = BarFile.Open(path);
            var cursor = new SeriesCursor(series, 0, series.Count);
            double sum = 0;
            while (cursor.NextEnd != long.MaxValue) sum += cursor.Read(out int index)[index].Close;
            return (series.Count, () => sum.ToString("R", CultureInfo.InvariantCulture)[..HashShown]);
        });
    }

    private static string HashOf(BarSeries series)
    {
        double sum = 0;
        for (int i = 0; i < series.Count; i++) sum += series[i].Close + series[i].Volume;
        return sum.ToString("R", CultureInfo.InvariantCulture);
    }

    private static string NewFolder(string name)
    {
        string folder = Path.Combine(Path.GetTempPath(), "strategyhost-suite", name);
        Directory.CreateDirectory(folder);
        return folder;
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
