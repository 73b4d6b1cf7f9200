using System.Collections.Concurrent;

namespace StrategyHost.Simulation.Hosts;

/// <summary>Plays many seeds on several threads, each world on one.</summary>
internal static class SeedRunner
{
    /// <summary>Plays seeds.</summary>
    /// <param name="from">The first seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="threads">On how many threads.</param>
    /// <param name="failed">Is told of each seed in which something does not hold, by any thread; null for nobody.</param>
    /// <returns>What does not hold, by seed.</returns>
    public static IReadOnlyDictionary<ulong, string> Play(ulong from, ulong count, int threads, Action<ulong, string>? failed = null)
    {
        var failures = new ConcurrentDictionary<ulong, string>();
        long next = (long)from;
        var workers = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            for (long seed = Interlocked.Increment(ref next) - 1; seed < (long)(from + count); seed = Interlocked.Increment(ref next) - 1)
            {
                if (Play((ulong)seed) is not { } broken) continue;
                failures[(ulong)seed] = broken;
                failed?.Invoke((ulong)seed, broken);
            }
        })).ToList();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();
        return failures;
    }

    /// <summary>Plays a seed; what does not hold first, or null.</summary>
    public static string? Play(ulong seed)
    {
        try
        {
            return new SeedRun(SeedPlan.Draw(seed)).Play() is [var first, ..] ? first : null;
        }
        catch (Exception failure)
        {
            return failure.ToString();
        }
    }
}
