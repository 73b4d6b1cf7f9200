using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using StrategyHost.Live.Feeds;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Tests.Feeds;

/// <summary>How long it is until a subscription is made again, who is told, and what still passes; on a clock that the test
/// moves.</summary>
public sealed class ResubscriptionTests : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(37.5);
    private readonly ObservedClock clock = new();
    private readonly ConcurrentQueue<string> told = new();
    private readonly ConcurrentQueue<int> taken = new();
    private readonly CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private int attempts;

    public void Dispose() => stop.Dispose();

    private Task Run(Func<int, CancellationToken, IAsyncEnumerable<int>> subscribe, TimeSpan? silence = null,
        Func<int, ValueTask>? take = null) =>
        new Resubscription(told.Enqueue, silence, clock).RunAsync(token => subscribe(Interlocked.Increment(ref attempts), token),
            take ?? Take, stop.Token);

    private ValueTask Take(int item)
    {
        taken.Enqueue(item);
        return default;
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>The wait that a line says.</summary>
    private static double WaitIn(string line) =>
        double.Parse(line[(line.IndexOf("again in ", StringComparison.Ordinal) + 9)..^3], CultureInfo.InvariantCulture);

    private static async IAsyncEnumerable<int> Items(int[] items, Exception? end, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.Yield();
        foreach (var item in items)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return item;
        }

        if (end is not null) throw end;
        await Task.Delay(Timeout.Infinite, cancellation);
    }

    private static BrokerException Cut(BrokerError error = BrokerError.Unavailable, double? retryAfter = null) =>
        new(error, "It is gone.") { RetryAfter = retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null };

    [Fact]
    public async Task An_outage_is_told_at_each_attempt_which_are_never_further_apart_than_the_bound()
    {
        const int Outage = 20;
        var run = Run((attempt, token) => attempt <= Outage ? Items([], Cut(), token) : Items([7], null, token));
        for (int failure = 1; failure <= Outage; failure++)
        {
            int soFar = failure;
            await UntilAsync(() => clock.TimersSet == soFar);
            Assert.Equal(failure, told.Count);
            double middle = Math.Min(30, 0.5 * Math.Pow(2, failure - 1));
            Assert.InRange(WaitIn(told.Last()), (0.75 * middle) - 0.06, (1.25 * middle) + 0.06);
            Assert.Equal(failure, attempts);
            clock.Advance(Longest);
        }

        await UntilAsync(() => taken.Contains(7));
        Assert.All(told, line => Assert.StartsWith("It is gone. Asked again in ", line, StringComparison.Ordinal));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task What_comes_between_failures_passes_and_makes_the_next_wait_short_again()
    {
        var run = Run((attempt, token) => Items(attempt == 6 ? [attempt] : [], Cut(), token));
        for (int failure = 1; failure <= 6; failure++)
        {
            int soFar = failure;
            await UntilAsync(() => clock.TimersSet == soFar);
            Assert.Equal(failure, told.Count);
            clock.Advance(Longest);
        }

        Assert.InRange(WaitIn(told.ElementAt(4)), 5.9, 10.1);
        Assert.InRange(WaitIn(told.ElementAt(5)), 0.3, 0.7);
        Assert.Equal([6], taken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task The_other_side_says_when_to_ask_again()
    {
        var run = Run((attempt, token) => attempt == 1 ? Items([], Cut(BrokerError.RateLimited, 90), token) : Items([1], null, token));
        await UntilAsync(() => clock.TimersSet == 1);
        clock.Advance(TimeSpan.FromSeconds(89));
        Assert.Equal(1, attempts);
        clock.Advance(TimeSpan.FromSeconds(1));
        await UntilAsync(() => taken.Count == 1);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task Silence_ends_a_subscription_once_and_the_next_is_made()
    {
        var run = Run((attempt, token) => Items([attempt], null, token), silence: TimeSpan.FromSeconds(10));
        await UntilAsync(() => clock.TimersSet == 2);
        clock.Advance(TimeSpan.FromSeconds(10));
        await UntilAsync(() => clock.TimersSet == 3);
        Assert.StartsWith("Nothing has come for 10 s", told.Single(), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(1));
        await UntilAsync(() => taken.Count == 2);
        Assert.Equal([1, 2], taken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task A_strategy_that_does_not_take_is_no_silence()
    {
        var room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = Run((_, token) => Items([1, 2], null, token), TimeSpan.FromSeconds(10), async item =>
        {
            taken.Enqueue(item);
            await room.Task;
        });
        await UntilAsync(() => taken.Count == 1);
        clock.Advance(TimeSpan.FromMinutes(10));
        room.SetResult();
        await UntilAsync(() => taken.Count == 2 || !told.IsEmpty);
        Assert.Empty(told);
        Assert.Equal(1, attempts);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Theory]
    [InlineData(BrokerError.NotPermitted)]
    [InlineData(BrokerError.NotAuthenticated)]
    public async Task A_refusal_that_asking_again_does_not_mend_ends_it_at_once(BrokerError error)
    {
        var refused = await Assert.ThrowsAsync<BrokerException>(() => Run((_, token) => Items([], Cut(error), token)));
        Assert.Equal(error, refused.Error);
        Assert.Empty(told);
    }
}
