using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace StrategyHost.Benchmarks.Suite;

/// <summary>
/// The host as users run it, a process each: from its start to its end. STRATEGYHOST names the program; without it the one is
/// taken that was built.
/// </summary>
internal static class ProcessCases
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(2);

    public static IEnumerable<SuiteCase> All() =>
    [
        new SuiteCase("process: start (--version)", "starts", () => () => Start(1, null, "--version")),
        Backtest("process: crossover, 1 million rows of CSV", () => [DataCases.Csv(Workload.Million), "--stamps", "start"],
            Workload.Million),
        Backtest("process: crossover, 1 million stored bars", () => [DataCases.Store(Workload.Million)], Workload.Million),
        Backtest("process: crossover, 10 million stored bars", () => [DataCases.Store(10 * Workload.Million)], 10 * Workload.Million),
    ];

    private static SuiteCase Backtest(string name, Func<string[]> data, int bars) => new(name, "bars", () =>
    {
        string[] arguments = ["backtest", Shipped.PathOf("ma_crossover.csx"), "--set", "symbol=X", "--data", .. data()];
        string results = Workload.Folder("process-results");
        return () => Start(bars, Path.Combine(results, "summary.json"), [.. arguments, "--out", results]);
    });

    private static SuiteRun Start(long units, string? summary, params string[] arguments)
    {
        string program = Environment.GetEnvironmentVariable("STRATEGYHOST") ?? Shipped.HostPath;
        bool isLibrary = program.EndsWith(".dll", StringComparison.Ordinal);
        var start = new ProcessStartInfo(isLibrary ? "dotnet" : program, isLibrary ? [program, .. arguments] : arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        double peak = 0;
        while (!process.WaitForExit(BetweenLooks)) peak = Math.Max(peak, OwnMegabytes(process.Id));
        Task.WaitAll(output, error);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', arguments)} failed: {error.Result}");
        return new SuiteRun(units, () => summary is null ? "" : HashIn(summary), peak);
    }

    private static string HashIn(string summary)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(summary));
        return Workload.Shown(document.RootElement.GetProperty("ordersHash").GetString()!);
    }

    /// <summary>The memory that belongs to the process alone: without the files that it has mapped.</summary>
    private static double OwnMegabytes(int process)
    {
        try
        {
            string line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("RssAnon:", StringComparison.Ordinal));
            return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            return 0;
        }
    }
}
