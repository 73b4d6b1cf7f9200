using System.Globalization;
using StrategyHost.Simulation.Hosts;
using Xunit.Runner.InProc.SystemConsole;

namespace StrategyHost.Simulation;

/// <summary>Runs seeds by hand where <c>--seed</c> or <c>--seeds</c> is given, and the tests of this project otherwise.</summary>
internal static class Program
{
    /// <summary>A trading day of a stock exchange.</summary>
    private static readonly TimeSpan TradingDay = TimeSpan.FromHours(6.5);

    /// <summary>How many failing seeds are made smaller; the others are only named.</summary>
    private const int MostShrunk = 3;
    private const int LinesOfHistory = 80;

    public static async Task<int> Main(string[] args)
    {
        if (Value(args, "--seed") is { } one) return PlayOne(args, Number(one));
        return Value(args, "--seeds") is { } count ? PlayMany(args, Number(count)) : await ConsoleRunner.Run(args);
    }

    private static int PlayOne(string[] args, ulong seed)
    {
        var plan = DrawOf(args)(seed);
        if (Value(args, "--without") is { } without) plan = without.Split(',').Aggregate(plan, SeedParts.Without);
        if (Value(args, "--until") is { } until) plan = plan with { Length = TimeSpan.Parse(until, CultureInfo.InvariantCulture) };
        Print(plan);
        using var run = new SeedRun(plan, isTraced: true);
        var broken = run.Play();
        foreach (var line in run.World.Trace.Lines) Console.WriteLine(line);
        foreach (var violation in broken) Console.WriteLine($"BROKEN {violation}");
        if (broken.Count > 0 && args.Contains("--shrink")) Shrink(args, plan, broken[0]);
        return broken.Count == 0 ? 0 : 1;
    }

    private static int PlayMany(string[] args, ulong count)
    {
        ulong from = Number(Value(args, "--from") ?? "1");
        int threads = (int)Number(Value(args, "--threads") ?? "2");
        var draw = DrawOf(args);
        var runner = new SeedRunner(draw, args.Contains("--stop"));
        long start = TimeProvider.System.GetTimestamp();
        var failures = runner.Play(from, count, threads, (seed, broken) => Console.WriteLine($"seed {seed}: {broken}"),
            played => Console.WriteLine($"{played} played"));
        var took = TimeProvider.System.GetElapsedTime(start);
        double days = runner.Traded / TradingDay;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{runner.Played} seeds in {took.TotalSeconds:0.0} s, {failures.Count} failed; {days:0.0} broker-days, "
                + $"{days / took.TotalMinutes:0} a minute; {Environment.CpuUsage.TotalTime.TotalMilliseconds / runner.Played:0.0} ms of "
                + $"processor time a seed"));
        foreach (var (seed, broken) in failures.OrderBy(f => f.Key)
            .Take(args.Contains("--no-shrink") ? 0 : MostShrunk)) Shrink(args, draw(seed), broken);
        return failures.Count == 0 ? 0 : 1;
    }

    /// <summary>Makes a failing plan smaller, and prints what is left with its history and the command that repeats it.</summary>
    private static void Shrink(string[] args, SeedPlan plan, Violation broken)
    {
        var shrinker = new Shrinker(SeedRunner.Play);
        var (smaller, still) = shrinker.Shrink(plan, broken);
        Console.WriteLine($"\nseed {plan.Seed}, made smaller: {still}");
        Print(smaller);
        using var run = new SeedRun(smaller, isTraced: true);
        run.Play();
        foreach (var line in run.World.Trace.Lines.TakeLast(LinesOfHistory)) Console.WriteLine(line);
        string earlier = Value(args, "--without") is { } already ? already + "," : "";
        string without =
            shrinker.Without.Count == 0 && earlier.Length == 0 ? "" : $" --without {earlier}{string.Join(',', shrinker.Without)}";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"It is repeated by: --seed {plan.Seed}{EarlierDrawOf(args)}{without.TrimEnd(',')} --until {smaller.Length:hh\\:mm\\:ss}"));
    }

    private static void Print(SeedPlan plan)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"seed {plan.Seed}, {plan.Length:hh\\:mm\\:ss} long, "
                + $"{string.Join(", ", plan.Deployments.Select(d => $"{d.Name} {d.Strategy.Kind} of {string.Join(" and ", d.Strategy.Symbols)}{(d.Strategy.IsLongOnly ? ", long only" : "")}"))}"));
        foreach (var part in SeedParts.Of(plan)) Console.WriteLine($"  {SeedParts.Describe(plan, part)}");
    }

    private static Func<ulong, SeedPlan> DrawOf(string[] args) => EarlierDrawOf(args) switch
    {
        " --first" => SeedDraw.DrawFirst,
        " --second" => SeedDraw.DrawSecond,
        _ => SeedDraw.Draw,
    };

    /// <summary>The option that draws plans as they were drawn earlier; empty where none is given.</summary>
    private static string EarlierDrawOf(string[] args) =>
        args.Contains("--first") ? " --first" : args.Contains("--second") ? " --second" : "";

    private static string? Value(string[] args, string name) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    private static ulong Number(string text) => ulong.Parse(text, CultureInfo.InvariantCulture);
}
