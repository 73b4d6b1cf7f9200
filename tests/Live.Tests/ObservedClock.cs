using Microsoft.Extensions.Time.Testing;

namespace StrategyHost.Live.Tests;

/// <summary>A clock that a test moves, and that says how often a timer was set: a test that moves it too early would wait for
/// ever.</summary>
internal sealed class ObservedClock : FakeTimeProvider
{
    private int set;

    /// <summary>How often timers were set to run out.</summary>
    public int TimersSet => Volatile.Read(ref set);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Observed(this, base.CreateTimer(callback, state, dueTime, period));
        Count(dueTime);
        return timer;
    }

    private void Count(TimeSpan dueTime)
    {
        if (dueTime != Timeout.InfiniteTimeSpan) Interlocked.Increment(ref set);
    }

    private sealed class Observed(ObservedClock clock, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool isChanged = timer.Change(dueTime, period);
            clock.Count(dueTime);
            return isChanged;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
