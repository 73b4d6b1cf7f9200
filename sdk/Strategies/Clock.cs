namespace StrategyHost;

/// <summary>What time it is in the run: the time of the event at hand in a backtest, the wall clock in live trading.</summary>
public sealed class Clock
{
    internal Clock()
    {
    }

    /// <summary>The time now, UTC.</summary>
    public DateTime UtcNow { get; internal set; }
}
