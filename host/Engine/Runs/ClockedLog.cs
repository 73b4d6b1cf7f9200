namespace StrategyHost.Engine.Runs;

/// <summary>Stamps lines with the run's time.</summary>
public sealed class ClockedLog : Log
{
    private readonly Clock clock;
    private readonly IRunLog log;

    /// <summary>A log on this clock.</summary>
    public ClockedLog(Clock clock, IRunLog log)
    {
        this.clock = clock;
        this.log = log;
    }

    /// <inheritdoc/>
    protected override void Write(LogLevel level, string message) => log.Write(clock.UtcNow, level, message);
}
