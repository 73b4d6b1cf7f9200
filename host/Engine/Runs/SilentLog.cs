namespace StrategyHost.Engine.Runs;

/// <summary>A log that nobody reads.</summary>
public sealed class SilentLog : IRunLog
{
    /// <inheritdoc/>
    public void Write(DateTime time, LogLevel level, string message)
    {
    }
}
