namespace StrategyHost.Engine.Runs;

/// <summary>Where the lines of a run go.</summary>
public interface IRunLog
{
    /// <summary>Takes a line.</summary>
    /// <param name="time">The run's time, UTC.</param>
    /// <param name="level">How much it matters.</param>
    /// <param name="message">The line.</param>
    void Write(DateTime time, LogLevel level, string message);
}
