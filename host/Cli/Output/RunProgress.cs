using System.Globalization;

namespace StrategyHost.Cli.Output;

/// <summary>Shows how far a long run has come: a bar on a terminal, a line now and then in a pipe, nothing for a short run.</summary>
/// <param name="error">Where it is shown.</param>
/// <param name="isTerminal">Whether that is a terminal.</param>
/// <param name="clock">What measures time.</param>
internal sealed class RunProgress(TextWriter error, bool isTerminal, TimeProvider clock) : IProgress<DateTime>
{
    private const int BarLength = 30;
    private static readonly TimeSpan FirstShown = TimeSpan.FromSeconds(1);
    private readonly TimeSpan between = isTerminal ? TimeSpan.FromSeconds(0.1) : TimeSpan.FromSeconds(5);
    private TimeSpan next = FirstShown;
    private DateTime? begin;
    private long started;
    private int shown;

    /// <summary>When the run's last bar ends; null when that is not known.</summary>
    public DateTime? End { get; set; }

    public void Report(DateTime value)
    {
        if (begin is null)
        {
            begin = value;
            started = clock.GetTimestamp();
        }

        var elapsed = clock.GetElapsedTime(started);
        if (elapsed < next) return;
        next = elapsed + between;
        double part = End is { } end && end > begin ? Math.Clamp((value - begin.Value) / (end - begin.Value), 0, 1) : 0;
        string left = part > 0 ? string.Create(CultureInfo.InvariantCulture, $", {elapsed.TotalSeconds * (1 - part) / part:0} s left") : "";
        string line = string.Create(CultureInfo.InvariantCulture, $"{part * 100:0} % {value:yyyy-MM-dd}{left}");
        if (!isTerminal)
        {
            error.WriteLine(line);
            return;
        }

        int filled = (int)(part * BarLength);
        string picture = $"{new string('━', filled)}{new string('─', BarLength - filled)} {line}";
        error.Write($"\r{picture.PadRight(shown)}");
        shown = picture.Length;
    }

    /// <summary>Takes the bar away.</summary>
    public void Clear()
    {
        if (shown > 0) error.Write($"\r{new string(' ', shown)}\r");
        shown = 0;
    }
}
