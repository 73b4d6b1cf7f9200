namespace StrategyHost.Engine.Supervision;

/// <summary>What a strategy may use in one event, and what happens when it uses more.</summary>
public sealed record HandlerLimits
{
    /// <summary>Turns of loops and calls of functions, above zero.</summary>
    public long Steps { get; init; } = 1_000_000_000;

    /// <summary>Time on the clock, above zero.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Memory that is allocated, in bytes, above zero.</summary>
    public long Bytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>What happens when a limit is exceeded, or the strategy throws.</summary>
    public FaultPolicy OnFault { get; init; } = FaultPolicy.Stop;
}
