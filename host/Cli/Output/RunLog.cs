using Serilog;
using Serilog.Core;
using Serilog.Events;
using StrategyHost.Engine.Runs;

namespace StrategyHost.Cli.Output;

/// <summary>Writes a run's lines to standard error, with the run's time. After many lines only warnings are written.</summary>
internal sealed class RunLog : IRunLog, IDisposable
{
    private const int LinesShown = 1000;
    private readonly Logger logger;
    private int lines;

    public RunLog() => logger = new LoggerConfiguration()
        .WriteTo.Console(
            outputTemplate: "{RunTime:yyyy-MM-ddTHH:mm:ssZ} {Level:u3} {Message:lj}{NewLine}",
            standardErrorFromLevel: LogEventLevel.Verbose, formatProvider: System.Globalization.CultureInfo.InvariantCulture)
        .CreateLogger();

    public void Write(DateTime time, LogLevel level, string message)
    {
        lines++;
        if (lines > LinesShown) return;
        logger.ForContext("RunTime", time).Write(LevelOf(level), "{Text:l}", message);
        if (lines == LinesShown) logger.ForContext("RunTime", time).Warning("this was line {Lines}: the rest is not shown", LinesShown);
    }

    public void Dispose() => logger.Dispose();

    private static LogEventLevel LevelOf(LogLevel level) => level switch
    {
        LogLevel.Warning => LogEventLevel.Warning,
        LogLevel.Error => LogEventLevel.Error,
        _ => LogEventLevel.Information,
    };
}
