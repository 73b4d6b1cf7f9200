namespace StrategyHost.Cli.Output;

/// <summary>How grave a line of the log is.</summary>
internal enum LogSeverity
{
    /// <summary>Something happened.</summary>
    Info,

    /// <summary>Something was refused, lost or reached.</summary>
    Warning,

    /// <summary>Something failed.</summary>
    Error,
}
