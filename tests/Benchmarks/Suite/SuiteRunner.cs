using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace StrategyHost.Benchmarks.Suite;

/// <summary>Runs the whole suite: prints one table, and writes it as JSON too.</summary>
internal static class SuiteRunner
{
    /// <summary>How long a case runs before it is measured: the slowest to settle is that of files, whose code runs a few times in each
    /// run.</summary>
    public static readonly TimeSpan UsualWarmUp = TimeSpan.FromSeconds(4);

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Run(string jsonPath, string only, TimeSpan warmUp)
    {
        var results = new List<SuiteResult>();
        Console.WriteLine(
            $"{"",-52} {"rate a second",14} {"best",14} {"seconds",9} {"bytes each",11} {"peak MB",8} {"last/first",10}  hash");
        foreach (var one in SuiteCases.All().Where(c => c.Name.Contains(only, StringComparison.Ordinal)))
        {
            var result = Measure(one, warmUp);
            results.Add(result);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Name,-52} {result.PerSecond,14:N0} {result.BestPerSecond,14:N0} {result.Seconds,9:0.000} "
                    + $"{result.BytesPerUnit,11:0.000} {result.PeakMegabytes,8:0} {result.LastOverFirst,10:0.00}  {result.Hash}"));
        }

        File.WriteAllText(jsonPath, JsonSerializer.Serialize(results, Indented));
        Console.WriteLine($"written to {jsonPath}");
    }

    private static SuiteResult Measure(SuiteCase one, TimeSpan warmUp)
    {
        var run = one.Prepare();

        // The compiler needs some time to see which methods are worth its best.
        for (long begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < warmUp;) run();
        var seconds = new double[one.Repeats];
        var hashes = new HashSet<string>();
        var paces = new List<double>();
        SuiteRun last = null!;
        long bytes = 0;
        for (int i = 0; i < one.Repeats; i++)
        {
            GC.Collect();
            long before = GC.GetTotalAllocatedBytes(precise: true);
            long start = Stopwatch.GetTimestamp();
            last = run();
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
            hashes.Add(last.Hash());
            if (last.LastOverFirst is { } pace) paces.Add(pace);
        }

        if (hashes.Count > 1) throw new InvalidOperationException($"{one.Name} gave different results: {string.Join(", ", hashes)}");
        Array.Sort(seconds);
        double median = seconds[one.Repeats / 2];
        return new SuiteResult(one.Name, one.Unit, last.Units / median, last.Units / seconds[0], median, (double)bytes / last.Units,
            last.PeakMegabytes, paces.Count == 0 ? null : paces.Order().ElementAt(paces.Count / 2), hashes.Single());
    }
}
