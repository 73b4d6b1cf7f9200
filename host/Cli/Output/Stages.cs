using System.Diagnostics;
using System.Globalization;

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
        done.Add(("start of the process", TimeProvider.System.GetUtcNow() - process.StartTime.ToUniversalTime()));
    }

    /// <summary>Ends a part.</summary>
    public void End(string name)
    {
        done.Add((name, watch.Elapsed));
        watch.Restart();
    }

    /// <summary>All parts in one line.</summary>
    public override string ToString()
    {
        var parts = done.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Name} {d.Time.TotalSeconds:0.000}"));
        return string.Create(CultureInfo.InvariantCulture, $"seconds: {string.Join(", ", parts)}, together {done.Sum(d => d.Time.TotalSeconds):0.000}");
    }
}
