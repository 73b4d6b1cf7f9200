using System.Diagnostics;
using System.Globalization;
using StrategyHost.Data.Bars;
using StrategyHost.Data.Catalog;
using StrategyHost.Data.Csv;
using StrategyHost.Data.Store;
using StrategyHost.Engine.Markets;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Statistics;
using StrategyHost.Reports;

namespace StrategyHost.Benchmarks.Suite;

/// <summary>What reads and writes files.</summary>
internal static class DataCases
{
    public static IEnumerable<SuiteCase> All() =>
    [
        EndToEnd(Workload.Million),
        EndToEnd(10 * Workload.Million),
        new SuiteCase("CSV import, 1 million rows", "rows", Import),
        new SuiteCase("store read, 1 million rows", "rows", ReadStore),
    ];

    /// <summary>The folder of a store with generated bars.</summary>
    public static string Store(int bars)
    {
        string folder = Workload.Folder($"store-{bars}");
        string path = Path.Combine(folder, BarFile.NameOf("X", Resolution.Minute));
        if (!File.Exists(path)) BarFile.Write(path, RandomWalk.Minutes("X", bars, seed: 5), "generated");
        PageCache.ReadAnew(path);
        return folder;
    }

    /// <summary>A CSV file with generated bars.</summary>
    public static string Csv(int rows)
    {
        string path = Path.Combine(Workload.Folder($"csv-{rows}"), "X.csv");
        if (!File.Exists(path)) RandomWalk.WriteCsv(path, rows, seed: 5);
        return path;
    }

    /// <summary>From a stored file to a folder with the result: all that comes after the host has started.</summary>
    private static SuiteCase EndToEnd(int bars) =>
        new($"crossover from file to folder, {bars / Workload.Million} million bars", "bars", () =>
    {
        string store = Store(bars);
        string results = Workload.Folder($"results-{bars}");
        var script = Workload.Crossover();
        return () =>
        {
            using var series = new DataLibrary([store], new CsvOptions(), "USD").Load("X", resolution: null, CancellationToken.None);
            var watch = Stopwatch.StartNew();
            var result =
                new Backtest(Workload.OnX, _ => series, new SilentLog()).Run(script.CreateStrategy(), null, CancellationToken.None);
            var statistics = RunStatistics.Of(result);
            string hash = ResultFolder.WriteTables(results, result);
            ResultFolder.WriteRolling(results, statistics);
            ResultFolder.WriteSummary(results, SummaryJson.Of("ma_crossover", result, statistics, hash, watch.Elapsed));
            return new SuiteRun(result.Bars, () => Workload.Shown(hash));
        };
    });

    /// <summary>From a CSV file to a stored file.</summary>
    private static Func<SuiteRun> Import()
    {
        string csv = Csv(Workload.Million);
        string stored = Path.Combine(Workload.Folder("imported"), BarFile.NameOf("X", Resolution.Minute));
        return () =>
        {
            var read = new BarText(new Instrument { Symbol = "X" }, new CsvOptions { Stamps = BarStamps.Start, Calendar = "24/7" },
                reject: null).Read([csv], CancellationToken.None);
            BarFile.Write(stored, read.Series, "generated");
            return new SuiteRun(read.Series.Count, () => SumOf(read.Series));
        };
    }

    /// <summary>Opens a stored file and reads every bar of it.</summary>
    private static Func<SuiteRun> ReadStore()
    {
        string path = Path.Combine(Store(Workload.Million), BarFile.NameOf("X", Resolution.Minute));
        return () =>
        {
            using var series = BarFile.Open(path);
            var cursor = new SeriesCursor(series, 0, series.Count);
            double sum = 0;
            while (cursor.NextEnd != long.MaxValue) sum += cursor.Read(out int index)[index].Close;
            return new SuiteRun(series.Count, () => sum.ToString("R", CultureInfo.InvariantCulture));
        };
    }

    private static string SumOf(BarSeries series)
    {
        double sum = 0;
        for (int i = 0; i < series.Count; i++) sum += series[i].Close + series[i].Volume;
        return sum.ToString("R", CultureInfo.InvariantCulture);
    }
}
