using StrategyHost.Live.Brokers;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Feeds;

/// <summary>
/// Keeps a subscription: when it breaks, or says nothing for too long, it is made again, later and later; so it is when a login ends under
/// it, which a new one mends. It is tried for as long as the session lasts, every 37.5 s at the latest, and each failure is told; what was
/// taken
/// before stays with the session, which trades on meanwhile.
/// </summary>
/// <param name="tell">Takes a line when it breaks.</param>
/// <param name="silence">How long it may say nothing; null for as long as it likes.</param>
/// <param name="clock">What measures time.</param>
internal sealed class Resubscription(Action<string> tell, TimeSpan? silence, TimeProvider clock)
{
    private static readonly Backoff Delays = new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30));
    private readonly Random random = new(Environment.TickCount);

    /// <summary>Takes what comes, until there is no more.</summary>
    /// <param name="subscribe">Subscribes to what was not taken yet.</param>
    /// <param name="take">Takes an item. It may wait until there is room: no silence is counted meanwhile.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="BrokerException">It is refused, and asking again would not help.</exception>
    public async Task RunAsync<T>(Func<CancellationToken, IAsyncEnumerable<T>> subscribe, Func<T, ValueTask> take, CancellationToken stop)
    {
        bool hasWorked = false;
        for (int failures = 1; ; failures++)
        {
            using var watch = CancellationTokenSource.CreateLinkedTokenSource(stop);
            using var alarm =
                silence is { } longest ? clock.CreateTimer(_ => watch.Cancel(), null, longest, Timeout.InfiniteTimeSpan) : null;
            string problem;
            TimeSpan? retryAfter = null;
            try
            {
                await foreach (var item in subscribe(watch.Token).WithCancellation(watch.Token))
                {
                    failures = 0;
                    hasWorked = true;
                    alarm?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                    await take(item);
                    if (silence is { } again) alarm!.Change(again, Timeout.InfiniteTimeSpan);
                }

                return;
            }
            catch (BrokerException cut) when (cut.Error is BrokerError.Unavailable or BrokerError.RateLimited or BrokerError.OutcomeUnknown
                || (hasWorked && cut.Error == BrokerError.NotAuthenticated))
            {
                problem = cut.Message;
                retryAfter = cut.RetryAfter;
            }
            catch (OperationCanceledException) when (watch.IsCancellationRequested && !stop.IsCancellationRequested)
            {
                problem = FormattableString.Invariant(
                    $"Nothing has come for {silence!.Value.TotalSeconds:0.#} s, and the subscription is made anew.");
            }

            var delay = retryAfter ?? Delays.After(failures, random);
            tell(FormattableString.Invariant($"{problem.TrimEnd('.')}. Asked again in {delay.TotalSeconds:0.0} s."));
            await Task.Delay(delay, clock, stop);
        }
    }
}
