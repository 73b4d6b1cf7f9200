using System.Globalization;
using StrategyHost.Engine.Runs;

namespace StrategyHost.Cli.Output;

/// <summary>Shows how far a long run has come: a bar on a terminal, a line now and then in a pipe, nothing for a short run.</summary>
/// <param name="error">Where it is shown.</param>
/// <param name="isTerminal">Whether that is a terminal.</param>
/// <param name="clock">What measures time.</param>
internal sealed class RunProgress(TextWriter error, bool isTerminal, TimeProvider clock) : IProgress<RunPoint>
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

    public void Report(RunPoint value)
    {
        if (begin is null)
        {
            begin = value.Time;
            started = clock.GetTimestamp();
        }

        var elapsed = clock.GetElapsedTime(started);
        if (elapsed < next) return;
        next = elapsed + between;
        double part = End is { } end && end > begin ? Math.Clamp((value.Time - begin.Value) / (end - begin.Value), 0, 1) : 0;
        string line = Line(value, elapsed, part);
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

    /// <summary><c>41 % 2021-03-04, 8.2 M bars at 11.3 M a second, equity 104,210, 1 s left</c>.</summary>
    private static string Line(RunPoint at, TimeSpan elapsed, double part)
    {
        string left = part > 0 ? string.Create(CultureInfo.InvariantCulture, $", {elapsed.TotalSeconds * (1 - part) / part:0} s left") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{part * 100:0} % {at.Time:yyyy-MM-dd}, {Millions(at.Bars)} bars at {Millions(at.Bars / elapsed.TotalSeconds)} a second, "
                + $"equity {at.Equity:N0}{left}");
    }

    private static string Millions(double number) =>
        number < 100_000
            ? number.ToString("N0", CultureInfo.InvariantCulture) : (number / 1e6).ToString("0.0 M", CultureInfo.InvariantCulture);
}
