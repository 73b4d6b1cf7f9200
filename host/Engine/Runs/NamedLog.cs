namespace StrategyHost.Engine.Runs;

/// <summary>Says whose each line is, where several strategies run.</summary>
/// <param name="name">The strategy.</param>
/// <param name="inner">Where lines go.</param>
internal sealed class NamedLog(string name, Log inner) : Log
{
    /// <inheritdoc/>
    protected override void Write(LogLevel level, string message)
    {
        string line = $"{name}: {message}";
        if (level == LogLevel.Error) inner.Error(line);
        else if (level == LogLevel.Warning) inner.Warning(line);
        else inner.Info(line);
    }
}
