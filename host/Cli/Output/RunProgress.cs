using System.Diagnostics;
using System.Globalization;

namespace StrategyHost.Cli.Output;

/// <summary>Shows how far a long run has come: a bar on a terminal, a line now and then in a pipe, nothing for a short run.</summary>
internal sealed class RunProgress(TextWriter error, bool isTerminal) : IProgress<DateTime>
{
    private const int BarLength = 30;
    private static readonly TimeSpan FirstShown = TimeSpan.FromSeconds(1);
    private readonly TimeSpan between = isTerminal ? TimeSpan.FromSeconds(0.1) : TimeSpan.FromSeconds(5);
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private TimeSpan next = FirstShown;
    private DateTime? begin;
    private bool isShown;

    /// <summary>When the run's last bar ends; null when that is not known.</summary>
    public DateTime? End { get; set; }

    public void Report(DateTime value)
    {
        if (begin is null)
        {
            begin = value;
            watch.Restart();
        }

        if (watch.Elapsed < next) return;
        next = watch.Elapsed + between;
        double part = End is { } end && end > begin ? Math.Clamp((value - begin.Value) / (end - begin.Value), 0, 1) : 0;
        string line = string.Create(CultureInfo.InvariantCulture, $"{part * 100:0} % {value:yyyy-MM-dd}");
        if (!isTerminal)
        {
            error.WriteLine(line);
            return;
        }

        int filled = (int)(part * BarLength);
        error.Write($"\r{new string('━', filled)}{new string('─', BarLength - filled)} {line} ");
        isShown = true;
    }

    /// <summary>Takes the bar away.</summary>
    public void Clear()
    {
        if (isShown) error.Write($"\r{new string(' ', BarLength + 24)}\r");
    }
}
