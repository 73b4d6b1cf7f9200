using ETrade;
using Microsoft.Extensions.Time.Testing;

namespace StrategyHost.Plugins.Tests.ETradePlugin;

/// <summary>How fast requests pass, how long they wait at most, and who is told; on a clock that the test moves.</summary>
public sealed class PaceTests
{
    private readonly FakeTimeProvider clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private void Pass(double seconds) => clock.Advance(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    public void No_second_has_more_requests_than_are_allowed_the_first_included_nor_fewer_when_they_wait(int perSecond)
    {
        var pace = new Pace(perSecond, clock);
        var waiting = Enumerable.Range(0, 3 * perSecond).Select(_ => pace.WaitAsync(TimeSpan.FromHours(1), Cancellation)).ToList();
        for (int second = 1; second <= 3; second++)
        {
            Pass(second == 1 ? 0.999 : 1);
            Assert.Equal(second * perSecond, waiting.Count(w => w.IsCompletedSuccessfully));
        }
    }

    [Fact]
    public void Who_would_wait_too_long_is_told_at_once_and_takes_up_no_place()
    {
        var pace = new Pace(1, clock);
        for (int i = 0; i < 4; i++) _ = pace.WaitAsync(Pace.Patience, Cancellation);
        for (int i = 0; i < 100; i++)
        {
            var refused = Assert.Throws<BrokerException>(() => { _ = pace.WaitAsync(Pace.Patience, Cancellation); });
            Assert.Equal((BrokerError.RateLimited, TimeSpan.FromSeconds(2)), (refused.Error, refused.RetryAfter));
        }

        Pass(1);
        Assert.False(pace.WaitAsync(Pace.Patience, Cancellation).IsFaulted);
    }

    [Fact]
    public void A_cancellation_finds_a_place_when_others_do_not()
    {
        var pace = new Pace(1, clock);
        for (int i = 0; i < 4; i++) _ = pace.WaitAsync(Pace.Patience, Cancellation);
        Assert.Throws<BrokerException>(() => { _ = pace.WaitAsync(Pace.Patience, Cancellation); });
        var cancelled = pace.WaitAsync(Pace.CancelPatience, Cancellation);
        Pass(4);
        Assert.True(cancelled.IsCompletedSuccessfully);
    }

    [Fact]
    public void The_time_of_day_may_step_back()
    {
        var steps = new SteppingClock(clock);
        var pace = new Pace(1, steps);
        _ = pace.WaitAsync(Pace.Patience, Cancellation);
        steps.Offset = TimeSpan.FromHours(-1);
        var next = pace.WaitAsync(Pace.Patience, Cancellation);
        Pass(1);
        Assert.True(next.IsCompletedSuccessfully);
    }

    /// <summary>A clock whose time of day can be set, as a machine's can.</summary>
    private sealed class SteppingClock(TimeProvider inner) : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + Offset;

        public override long GetTimestamp() => inner.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            inner.CreateTimer(callback, state, dueTime, period);
    }
}
