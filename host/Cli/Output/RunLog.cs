using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;
using StrategyHost.Engine.Runs;

namespace StrategyHost.Cli.Output;

/// <summary>Writes a run's lines with the run's time. Only the first thousand are shown.</summary>
internal sealed class RunLog : IRunLog, IDisposable
{
    private const int LinesShown = 1000;
    private readonly Logger logger;
    private int lines;

    public RunLog(TextWriter writer) => logger = new LoggerConfiguration().WriteTo.Sink(new WriterSink(writer)).CreateLogger();

    public void Write(DateTime time, LogLevel level, string message)
    {
        lines++;
        if (lines > LinesShown) return;
        var log = logger.ForContext("RunTime", time);
        log.Write(LevelOf(level), "{Text:l}", message);
        if (lines == LinesShown) log.Warning("{Lines} lines have been written: the rest is not shown", LinesShown);
    }

    public void Dispose() => logger.Dispose();

    private static LogEventLevel LevelOf(LogLevel level) => level switch
    {
        LogLevel.Warning => LogEventLevel.Warning,
        LogLevel.Error => LogEventLevel.Error,
        _ => LogEventLevel.Information,
    };

    private sealed class WriterSink(TextWriter writer) : ILogEventSink
    {
        private readonly MessageTemplateTextFormatter formatter = new("{RunTime:yyyy-MM-ddTHH:mm:ssZ} {Level:u3} {Message:lj}{NewLine}", CultureInfo.InvariantCulture);

        public void Emit(LogEvent logEvent) => formatter.Format(logEvent, writer);
    }
}
