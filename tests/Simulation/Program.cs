using System.Globalization;
using StrategyHost.Simulation.Hosts;
using Xunit.Runner.InProc.SystemConsole;

namespace StrategyHost.Simulation;

/// <summary>Runs seeds by hand where <c>--seed</c> or <c>--seeds</c> is given, and the tests of this project otherwise.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (Value(args, "--seed") is { } one) return PlayOne(one);
        if (Value(args, "--seeds") is { } count) return PlayMany(count, Value(args, "--from") ?? 1, (int)(Value(args, "--threads") ?? 2));
        return await ConsoleRunner.Run(args);
    }

    private static ulong? Value(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at ? ulong.Parse(args[at + 1], CultureInfo.InvariantCulture) : null;

    private static int PlayOne(ulong seed)
    {
        var plan = SeedPlan.Draw(seed);
        Console.WriteLine(plan);
        var run = new SeedRun(plan, isTraced: true);
        var broken = run.Play();
        foreach (var line in run.World.Trace.Lines) Console.WriteLine(line);
        foreach (var line in broken) Console.WriteLine($"BROKEN {line}");
        return broken.Count == 0 ? 0 : 1;
    }

    private static int PlayMany(ulong count, ulong from, int threads)
    {
        long start = TimeProvider.System.GetTimestamp();
        var failures = SeedRunner.Play(from, count, threads, (seed, broken) => Console.WriteLine($"seed {seed}: {broken}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} seeds in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s, {failures.Count} failed"));
        return failures.Count == 0 ? 0 : 1;
    }
}
