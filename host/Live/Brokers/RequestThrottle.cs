using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>
/// Keeps to a broker's rate: in no span of one second begin more requests than the broker allows, and none begins later than it must. What
/// cancels or
/// reduces goes first, and within a priority requests begin in the order in which they came. Safe for several threads.
/// </summary>
/// <remarks>
/// Each priority has a queue of bounded length of its own, so that questions that pile up keep no cancellation out. One request more than
/// that is
/// refused at once with <see cref="BrokerError.RateLimited"/>, and nothing was sent: whoever asked is the one who is told, and can ask
/// again.
/// </remarks>
internal sealed class RequestThrottle : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);
    private readonly Lock gate = new();
    private readonly LinkedList<TaskCompletionSource>[] waiting = [new(), new()];
    private readonly long[] begun;
    private readonly int mostWaiting;
    private readonly TimeProvider clock;
    private readonly ITimer timer;
    private long count;
    private bool isDisposed;

    /// <summary>A throttle that has let nothing through yet.</summary>
    /// <param name="perSecond">How many requests may begin in a second, above zero.</param>
    /// <param name="mostWaiting">How many may wait in each priority.</param>
    /// <param name="clock">What measures time; its timers wake those that wait.</param>
    public RequestThrottle(int perSecond, int mostWaiting, TimeProvider clock)
    {
        begun = new long[perSecond];
        this.mostWaiting = mostWaiting;
        this.clock = clock;
        timer = clock.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits for the turn of a request, which is then to begin at once.</summary>
    /// <exception cref="BrokerException">Too many wait already.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, and has used up no turn.</exception>
    public async Task WaitAsync(RequestPriority priority, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource> turn;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            Begin();
            var queue = waiting[(int)priority];
            if (queue.Count >= mostWaiting) throw Full(queue.Count);
            turn = queue.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            Begin();
        }

        using var registration = cancellation.UnsafeRegister((_, token) => Forget(turn, token), null);
        await turn.Value.Task;
    }

    /// <summary>Lets nothing through any more: those that wait are cancelled.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            foreach (var queue in waiting)
            {
                foreach (var turn in queue) turn.TrySetCanceled();
                queue.Clear();
            }
        }

        timer.Dispose();
    }

    private void Wake()
    {
        lock (gate)
        {
            if (!isDisposed) Begin();
        }
    }

    /// <summary>Lets through all whose turn has come, and has itself woken for the next.</summary>
    private void Begin()
    {
        while ((waiting[0].First ?? waiting[1].First) is { } next)
        {
            if (Wait() is { } wait)
            {
                // A timer counts in whole milliseconds, and one that is early would only wake for nothing.
                timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
                return;
            }

            begun[count++ % begun.Length] = clock.GetTimestamp();
            next.List!.Remove(next);
            next.Value.TrySetResult();
        }
    }

    /// <summary>How long it is until a request may begin: until the one that began so many before it, as there may be in a second, is a
    /// second ago; null when it may now.</summary>
    private TimeSpan? Wait()
    {
        if (count < begun.Length) return null;
        var left = Window - clock.GetElapsedTime(begun[count % begun.Length]);
        return left <= TimeSpan.Zero ? null : left;
    }

    private void Forget(LinkedListNode<TaskCompletionSource> turn, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (turn.List is null) return;
            turn.List.Remove(turn);
            turn.Value.TrySetCanceled(cancellation);
        }
    }

    private BrokerException Full(int count) =>
        new(BrokerError.RateLimited,
            FormattableString.Invariant(
                $"{count} requests wait for the broker's rate of {begun.Length} a second already, and this one was not sent."))
        {
            RetryAfter = TimeSpan.FromSeconds((double)count / begun.Length),
        };
}
