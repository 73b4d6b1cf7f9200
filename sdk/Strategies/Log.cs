namespace StrategyHost;

/// <summary>Where a strategy's own lines go. Each line carries the run's time and the strategy's name.</summary>
public abstract class Log
{
    /// <summary>Something worth knowing.</summary>
    public void Info(string message) => Write(LogLevel.Info, message);

    /// <summary>Something that deserves a look.</summary>
    public void Warning(string message) => Write(LogLevel.Warning, message);

    /// <summary>Something that is wrong.</summary>
    public void Error(string message) => Write(LogLevel.Error, message);

    /// <summary>Takes one line.</summary>
    protected abstract void Write(LogLevel level, string message);
}
