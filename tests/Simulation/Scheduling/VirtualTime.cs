namespace StrategyHost.Simulation.Scheduling;

/// <summary>A process's clock in virtual time, and its timers.</summary>
/// <param name="process">The process.</param>
internal sealed class VirtualTime(SimulatedProcess process) : TimeProvider
{
    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(process.Scheduler.Ticks + process.ClockOffset.Ticks, TimeSpan.Zero);

    /// <inheritdoc/>
    public override long GetTimestamp() => process.Scheduler.Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(process, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
