using System.Globalization;
using System.Text.RegularExpressions;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;
using StrategyHost.Engine.Runs;

namespace StrategyHost.Cli.Output;

/// <summary>
/// Writes a run's lines with the run's time. Only the first thousand are shown. Of warnings and errors that differ in numbers alone
/// the first is shown, and at the end how many there were.
/// </summary>
internal sealed partial class RunLog : IRunLog, IDisposable
{
    private const int LinesShown = 1000;
    private readonly Dictionary<string, Repeat> repeats = new(StringComparer.Ordinal);
    private readonly Logger logger;
    private int lines;

    public RunLog(TextWriter writer) => logger = new LoggerConfiguration().WriteTo.Sink(new WriterSink(writer)).CreateLogger();

    public void Write(DateTime time, LogLevel level, string message)
    {
        if (level is LogLevel.Warning or LogLevel.Error && IsRepeated(time, level, message)) return;
        lines++;
        if (lines > LinesShown) return;
        Show(time, level, message);
        if (lines == LinesShown)
            logger.ForContext("RunTime", time).Warning("{Lines} lines have been written: the rest is not shown", LinesShown);
    }

    /// <summary>Says which warnings came more than once, and ends the log.</summary>
    public void Dispose()
    {
        foreach (var repeat in repeats.Values.Where(r => r.Count > 1))
        {
            Show(repeat.LastTime, repeat.Level, repeat.Count == 2
                ? repeat.Last
                : string.Create(CultureInfo.InvariantCulture,
                    $"{repeat.Count - 1:N0} more like the first, the last of them: {repeat.Last}"));
        }

        logger.Dispose();
    }

    /// <summary>Counts a message; whether one that differs in numbers alone was shown before.</summary>
    private bool IsRepeated(DateTime time, LogLevel level, string message)
    {
        string kind = Numbers().Replace(message, "#");
        if (!repeats.TryGetValue(kind, out var repeat))
        {
            if (repeats.Count < LinesShown) repeats.Add(kind, new Repeat(level));
            return false;
        }

        repeat.Count++;
        repeat.LastTime = time;
        repeat.Last = message;
        return true;
    }

    private void Show(DateTime time, LogLevel level, string message) =>
        logger.ForContext("RunTime", time).Write(LevelOf(level), "{Text:l}", message);

    private static LogEventLevel LevelOf(LogLevel level) => level switch
    {
        LogLevel.Warning => LogEventLevel.Warning,
        LogLevel.Error => LogEventLevel.Error,
        _ => LogEventLevel.Information,
    };

    [GeneratedRegex(@"-?\d[\d.,:\-]*")]
    private static partial Regex Numbers();

    /// <summary>How often a message came, and the latest of its kind.</summary>
    private sealed class Repeat(LogLevel level)
    {
        public LogLevel Level { get; } = level;

        public int Count { get; set; } = 1;

        public DateTime LastTime { get; set; }

        public string Last { get; set; } = "";
    }

    private sealed class WriterSink(TextWriter writer) : ILogEventSink
    {
        private readonly MessageTemplateTextFormatter formatter =
            new("{RunTime:yyyy-MM-ddTHH:mm:ssZ} {Level:u3} {Message:lj}{NewLine}", CultureInfo.InvariantCulture);

        public void Emit(LogEvent logEvent) => formatter.Format(logEvent, writer);
    }
}
