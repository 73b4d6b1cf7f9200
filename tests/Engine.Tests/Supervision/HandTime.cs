namespace StrategyHost.Engine.Tests.Supervision;

/// <summary>Time that goes on when a test says so. It has one timer.</summary>
internal sealed class HandTime : TimeProvider
{
    private TimeSpan now;
    private TimerCallback? callback;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => now.Ticks;

    public override ITimer CreateTimer(TimerCallback run, object? state, TimeSpan dueTime, TimeSpan period)
    {
        callback = run;
        return new Timer();
    }

    public void Pass(double seconds)
    {
        now += TimeSpan.FromSeconds(seconds);
        callback?.Invoke(null);
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
