namespace StrategyHost.Live.Brokers;

/// <summary>A signal for one waiter at a time. Set while nobody waits, it ends the next wait at once. Safe for several threads; nothing
/// runs inside <see cref="Set"/>.</summary>
/// <param name="clock">What measures how long a wait takes.</param>
internal sealed class AsyncSignal(TimeProvider clock)
{
    private readonly Lock gate = new();
    private TaskCompletionSource<bool>? waiter;
    private bool isSet;

    /// <summary>Ends the wait, or the next one.</summary>
    public void Set()
    {
        TaskCompletionSource<bool>? ended;
        lock (gate)
        {
            ended = waiter;
            waiter = null;
            isSet = ended is null;
        }

        ended?.TrySetResult(true);
    }

    /// <summary>Waits until it is set, so long at most.</summary>
    /// <returns>Whether it was set.</returns>
    public async Task<bool> WaitAsync(TimeSpan longest, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var wait = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (isSet)
            {
                isSet = false;
                return true;
            }

            waiter = wait;
        }

        using var end =
            cancellation.UnsafeRegister(static (state, token) => ((TaskCompletionSource<bool>)state!).TrySetCanceled(token), wait);
        using var alarm = clock.CreateTimer(static state => ((TaskCompletionSource<bool>)state!).TrySetResult(false), wait, longest,
            Timeout.InfiniteTimeSpan);
        return await wait.Task;
    }
}
