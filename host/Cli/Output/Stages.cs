using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using StrategyHost.Engine.Profiling;

namespace StrategyHost.Cli.Output;

/// <summary>How long the parts of a command take, from the start of the process on.</summary>
internal sealed class Stages
{
    private readonly List<(string Name, TimeSpan Time)> done = [];
    private readonly Stopwatch watch = Stopwatch.StartNew();

    /// <summary>Begins with what it took to get here.</summary>
    public Stages()
    {
        using var process = Process.GetCurrentProcess();
        done.Add(("start", TimeProvider.System.GetUtcNow() - process.StartTime.ToUniversalTime()));
    }

    /// <summary>Ends a part.</summary>
    public void End(string name)
    {
        done.Add((name, watch.Elapsed));
        watch.Restart();
    }

    /// <summary>Ends a run, and says what it spent its time on.</summary>
    /// <param name="opening">How much of it went into opening the data.</param>
    /// <param name="profile">What the rest went into.</param>
    public void EndRun(TimeSpan opening, RunProfile profile)
    {
        var steps = watch.Elapsed - opening;
        watch.Restart();
        foreach (var (stage, share) in profile.Shares)
            done.Add((stage.ToString().ToLowerInvariant(), (steps * share) + (stage == RunStage.Read ? opening : TimeSpan.Zero)));
    }

    /// <summary>All parts, and what they are together.</summary>
    public Table ToTable()
    {
        var table = Tables.Of("stage", ">seconds", ">share");
        double all = done.Sum(d => d.Time.TotalSeconds);
        foreach (var (name, time) in done) table.Row(name, Seconds(time.TotalSeconds), Share(time.TotalSeconds / all));
        table.AddEmptyRow();
        table.Row("together", Seconds(all), Share(1));
        return table;
    }

    private static string Seconds(double seconds) => seconds.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Share(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);
}
