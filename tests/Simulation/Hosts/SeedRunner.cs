using System.Collections.Concurrent;

namespace StrategyHost.Simulation.Hosts;

/// <summary>Plays many seeds on several threads, each world on one.</summary>
/// <param name="draw">Draws the plan of a seed.</param>
/// <param name="stopsAtFirst">Whether no seed is begun any more once one has failed.</param>
internal sealed class SeedRunner(Func<ulong, SeedPlan> draw, bool stopsAtFirst = false)
{
    private const long BetweenWords = 10_000;
    private readonly ConcurrentDictionary<ulong, Violation> failures = new();
    private long played;
    private long traded;

    /// <summary>How many seeds have been played.</summary>
    public long Played => Interlocked.Read(ref played);

    /// <summary>For how long brokers have been open in them.</summary>
    public TimeSpan Traded => new(Interlocked.Read(ref traded));

    /// <summary>What does not hold first, by seed.</summary>
    public IReadOnlyDictionary<ulong, Violation> Failures => failures;

    /// <summary>Plays seeds.</summary>
    /// <param name="from">The first seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="threads">On how many threads.</param>
    /// <param name="failed">Is told of each seed in which something does not hold, by any thread; null for nobody.</param>
    /// <param name="progressed">Is told now and then how many have been played, by any thread; null for nobody.</param>
    /// <returns>What does not hold first, by seed.</returns>
    public IReadOnlyDictionary<ulong, Violation> Play(ulong from, ulong count, int threads, Action<ulong, Violation>? failed = null,
        Action<long>? progressed = null)
    {
        long next = (long)from;
        var workers = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            for (long seed = Interlocked.Increment(ref next) - 1; seed < (long)(from + count); seed = Interlocked.Increment(ref next) - 1)
            {
                if (stopsAtFirst && !failures.IsEmpty) return;
                var plan = draw((ulong)seed);
                var broken = Play(plan);
                if (Interlocked.Increment(ref played) is var now && now % BetweenWords == 0) progressed?.Invoke(now);
                Interlocked.Add(ref traded, (plan.Length + SeedRun.Calm).Ticks);
                if (broken is null) continue;
                failures[(ulong)seed] = broken;
                failed?.Invoke((ulong)seed, broken);
            }
        })).ToList();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();
        return failures;
    }

    /// <summary>Plays a plan; what does not hold first, or null.</summary>
    public static Violation? Play(SeedPlan plan)
    {
        try
        {
            using var run = new SeedRun(plan);
            return run.Play() is [var first, ..] ? first : null;
        }
        catch (Exception failure)
        {
            return new Violation("the simulation goes on", failure.ToString(), TimeSpan.Zero, 0);
        }
    }
}
