using System.Diagnostics;
using System.Globalization;
using StrategyHost.Benchmarks.Suite;

namespace StrategyHost.Benchmarks.Starts;

/// <summary>
/// How long the host takes until the sessions of many paper deployments have begun, and what memory it has then, from the start of its
/// process on; what is its own is without the files that it has mapped. Each deployment replays minutes of one symbol, one every three
/// seconds.
/// </summary>
internal static class DeploymentStarts
{
    /// <summary>What each script says when its session begins.</summary>
    private const string Begun = "the session has begun";
    private const string TakenUp = "is taken up";
    private const int Minutes = 10_000;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>How long the host is looked at once all sessions have begun.</summary>
    private static readonly TimeSpan AtRest = TimeSpan.FromSeconds(5);

    /// <summary>Measures for each number of deployments, with one script for all and with a script for each, and says what was
    /// measured.</summary>
    public static void Run(IReadOnlyList<int> counts)
    {
        Console.WriteLine("deployments  scripts  start           until all have begun  processor  resident  peak     own       at rest  "
            + "until it has ended");
        foreach (int count in counts)
        {
            foreach (int scripts in count == 1 ? [1] : new[] { 1, count })
            {
                string folder = Made(count, scripts);
                Start(folder, count, scripts, "first", Begun);
                Start(folder, count, scripts, "compiled", Begun, "--fresh", "--keep");
                Start(folder, count, scripts, "taken up", TakenUp);
            }
        }
    }

    private static string Made(int count, int scripts)
    {
        string folder = Workload.Folder(FormattableString.Invariant($"starts-{count}-{scripts}"));
        Directory.Delete(folder, recursive: true);
        foreach (var part in new[] { "deployments", "scripts" }) Directory.CreateDirectory(Path.Combine(folder, part));
        string data = DataCases.Store(Minutes);
        for (int i = 1; i <= count; i++)
        {
            string script = Path.Combine(folder, "scripts", FormattableString.Invariant($"s{Math.Min(i, scripts):D4}.csx"));
            if (i <= scripts) File.WriteAllText(script, ScriptText(i));
            File.WriteAllText(Path.Combine(folder, "deployments", FormattableString.Invariant($"d{i:D4}.json")),
                $$"""
                { "script": "{{script}}", "mode": "paper", "feed": { "replay": "{{data}}", "speed": 20 } }
                """);
        }

        return folder;
    }

    private static string ScriptText(int number) => string.Create(CultureInfo.InvariantCulture,
        $$"""
        // Script {{number}}: a crossover of two averages.
        var quick = Sma("X", {{5 + (number % 7)}});
        var calm = Sma("X", {{20 + (number % 31)}});
        OnStart(() => Log.Info("{{Begun}}"));
        OnBar("X", bar =>
        {
            if (!calm.IsReady) return;
            if (quick > calm && Position("X").IsFlat) TargetPercent("X", 0.5);
            if (quick <= calm && Position("X").IsLong) Close("X");
        });
        """);

    private static void Start(string folder, int count, int scripts, string kind, string awaited, params string[] further)
    {
        string[] arguments =
        [
            Shipped.HostPath, "live", "--deployments", Path.Combine(folder, "deployments"), "--state", Path.Combine(folder, "state"),
            .. further,
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(folder, "cache");
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        using var all = new CountdownEvent(count);
        var other = new List<string>();
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not { } text) return;
            if (text.Contains(awaited, StringComparison.Ordinal) && !all.IsSet) all.Signal();
            if (text.Contains(" ERR ", StringComparison.Ordinal) || !text.Contains('Z', StringComparison.Ordinal))
                lock (other) other.Add(text);
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        while (!all.Wait(BetweenLooks) && !process.HasExited && watch.Elapsed < Longest)
        {
        }

        double seconds = watch.Elapsed.TotalSeconds;
        double processor = ProcessorSeconds(process);
        process.WaitForExit(AtRest);
        double rest = (ProcessorSeconds(process) - processor) / AtRest.TotalSeconds;
        var (resident, peak, own) = (Megabytes(process, "VmRSS:"), Megabytes(process, "VmHWM:"), Megabytes(process, "RssAnon:"));
        var ending = Stopwatch.StartNew();
        using (Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])) process.WaitForExit();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{count,11:N0}  {scripts,7:N0}  {kind,-14}  {seconds,18:0.00} s  {processor,7:0.0} s  {resident,6:N0} MB  "
                + $"{peak,5:N0} MB  {own,4:N0} MB  {rest,7:0.0%}  {ending.Elapsed.TotalSeconds,16:0.0} s"));
        if (!all.IsSet) Console.WriteLine($"  {all.CurrentCount} had not begun by then");
        lock (other) foreach (var line in other.Take(3)) Console.WriteLine("  " + line);
    }

    private static double ProcessorSeconds(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime.TotalSeconds;
    }

    private static double Megabytes(Process process, string kind)
    {
        string line = File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith(kind, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
    }
}
