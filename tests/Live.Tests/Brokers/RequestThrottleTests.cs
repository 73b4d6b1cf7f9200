using Microsoft.Extensions.Time.Testing;
using StrategyHost.Live.Brokers;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Tests.Brokers;

public sealed class RequestThrottleTests : IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly List<RequestThrottle> made = [];

    public void Dispose()
    {
        foreach (var throttle in made) throttle.Dispose();
    }

    private RequestThrottle Throttle(int perSecond, int mostWaiting = 1000)
    {
        var throttle = new RequestThrottle(perSecond, mostWaiting, clock);
        made.Add(throttle);
        return throttle;
    }

    private static Task Wait(RequestThrottle throttle, RequestPriority priority = RequestPriority.Other) =>
        throttle.WaitAsync(priority, TestContext.Current.CancellationToken);

    /// <summary>Waits for those whose turn has come: what follows a turn runs on another thread.</summary>
    private static async Task<int> BegunAsync(IReadOnlyList<Task> requests, int expected)
    {
        await Task.WhenAll(requests.Take(expected)).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        return requests.Count(r => r.IsCompleted);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(15)]
    [InlineData(37)]
    public async Task A_second_has_as_many_requests_as_are_allowed_and_no_span_of_a_second_has_more(int perSecond)
    {
        var throttle = Throttle(perSecond);
        var requests = Enumerable.Range(0, perSecond * 5).Select(_ => Wait(throttle)).ToList();
        for (int second = 1; second <= 5; second++)
        {
            Assert.Equal(perSecond * second, await BegunAsync(requests, perSecond * second));
            clock.Advance(TimeSpan.FromMilliseconds(999));
            Assert.Equal(perSecond * second, requests.Count(r => r.IsCompleted));
            clock.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    /// <summary>Requests come by chance; every span of one second that ends with one is counted.</summary>
    [Fact]
    public async Task However_requests_come_none_is_too_early_and_none_later_than_it_must_be()
    {
        const int PerSecond = 7;
        var throttle = Throttle(PerSecond);
        var random = new Random(20240103);
        var begun = new List<DateTimeOffset>();
        var open = new List<Task>();
        for (int millisecond = 0; millisecond < 60_000; millisecond++)
        {
            for (int i = random.Next(250) == 0 ? random.Next(1, 4) : 0; i > 0; i--) open.Add(Wait(throttle));
            var now = clock.GetUtcNow();
            int inWindow = begun.Count(b => now - b < TimeSpan.FromSeconds(1));
            int due = Math.Min(PerSecond - inWindow, open.Count);
            Assert.Equal(due, await BegunAsync(open, due));
            open.RemoveRange(0, due);
            begun.AddRange(Enumerable.Repeat(now, due));
            Assert.True(inWindow + due <= PerSecond);
            clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.True(begun.Count > 300);
    }

    [Fact]
    public async Task What_reduces_goes_first_and_the_rest_in_the_order_in_which_it_came()
    {
        var throttle = Throttle(1);
        await Wait(throttle);
        var order = new List<Task> { Wait(throttle), Wait(throttle) };
        order.InsertRange(0, [Wait(throttle, RequestPriority.Reducing), Wait(throttle, RequestPriority.Reducing)]);
        for (int i = 1; i <= order.Count; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(i, await BegunAsync(order, i));
        }
    }

    [Fact]
    public async Task One_that_is_cancelled_uses_up_no_turn()
    {
        var throttle = Throttle(1);
        await Wait(throttle);
        using var given = new CancellationTokenSource();
        var first = throttle.WaitAsync(RequestPriority.Other, given.Token);
        var second = Wait(throttle);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        clock.Advance(TimeSpan.FromSeconds(1));
        await second.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => throttle.WaitAsync(RequestPriority.Other, given.Token));
    }

    [Fact]
    public async Task A_full_queue_refuses_the_next_and_still_takes_what_reduces()
    {
        var throttle = Throttle(2, mostWaiting: 3);
        await Wait(throttle);
        await Wait(throttle);
        var waiting = Enumerable.Range(0, 3).Select(_ => Wait(throttle)).ToList();
        var refused = await Assert.ThrowsAsync<BrokerException>(() => Wait(throttle));
        Assert.Equal(BrokerError.RateLimited, refused.Error);
        Assert.Equal(TimeSpan.FromSeconds(1.5), refused.RetryAfter);
        var reducing = Wait(throttle, RequestPriority.Reducing);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await BegunAsync(waiting, 1));
        await reducing.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        var taken = Wait(throttle);
        Assert.False(taken.IsCompleted);
    }

    [Fact]
    public async Task Those_that_wait_at_the_end_are_cancelled()
    {
        var throttle = Throttle(1);
        await Wait(throttle);
        var waiting = Wait(throttle);
        throttle.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Wait(throttle));
    }

    [Fact]
    public async Task Many_threads_together_get_no_more_than_one()
    {
        const int PerSecond = 5;
        var throttle = Throttle(PerSecond);
        var requests = new Task[40];
        Parallel.For(0, requests.Length, i => requests[i] = Wait(throttle));
        for (int begun = PerSecond; begun <= requests.Length; begun += PerSecond)
        {
            while (requests.Count(r => r.IsCompleted) < begun) await Task.Yield();
            Assert.Equal(begun, requests.Count(r => r.IsCompleted));
            clock.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
