using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>
/// Calls a broker's plugin: each call has its time and keeps to the broker's rate. Questions are asked again by themselves, so often at
/// most;
/// what could trade is sent once, and whoever wants it decides what follows. An outage is told through <see cref="Outage"/>.
/// </summary>
internal sealed class BrokerClient : IDisposable
{
    /// <summary>How long a call may take.</summary>
    public static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How often a question is asked before whoever asks is told that there is no answer: for about two minutes.</summary>
    public const int MostAttempts = 12;

    /// <summary>How many requests of a priority may wait for the broker's rate.</summary>
    private const int MostWaiting = 1000;
    private static readonly Backoff Delays = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(15));
    private readonly TimeProvider clock;
    private readonly Random random;
    private readonly Outage outage;
    private readonly RequestThrottle? throttle;

    /// <summary>A client.</summary>
    /// <param name="trading">The plugin's trading.</param>
    /// <param name="outage">Tells of a broker that does not answer.</param>
    /// <param name="clock">What measures time.</param>
    /// <param name="random">What makes delays different.</param>
    public BrokerClient(ITrading trading, Outage outage, TimeProvider clock, Random random)
    {
        Trading = trading;
        this.outage = outage;
        this.clock = clock;
        this.random = random;
        int perSecond = trading.Capabilities.RequestsPerSecond;
        throttle = perSecond == 0 ? null : new RequestThrottle(perSecond, MostWaiting, clock);
    }

    /// <summary>The plugin's trading.</summary>
    public ITrading Trading { get; }

    /// <summary>Asks until there is an answer, or a refusal that will not change; <see cref="MostAttempts"/> times at most.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <param name="isKnown">Whether the answer has been learned in another way, so that the question is not asked again; null when it
    /// cannot be.</param>
    /// <exception cref="BrokerException">The broker refuses, has not answered for so long, or need not be asked again.</exception>
    public async Task<T> AskAsync<T>(Func<ITrading, CancellationToken, Task<T>> question, CancellationToken cancellation,
        Func<bool>? isKnown = null)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(question, RequestPriority.Other, BrokerError.Unavailable, cancellation);
            }
            catch (BrokerException failure) when (IsPassing(failure) && attempt < MostAttempts && isKnown?.Invoke() != true)
            {
                await Task.Delay(failure.RetryAfter ?? Delays.After(attempt, random), clock, cancellation);
            }
        }
    }

    /// <summary>Sends something that could trade, once.</summary>
    /// <param name="order">What to send.</param>
    /// <param name="priority">Whose turn comes first where the broker's rate is used up.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="BrokerException">It was refused, could not be sent, or nobody knows.</exception>
    public Task<T> SendAsync<T>(Func<ITrading, CancellationToken, Task<T>> order, RequestPriority priority,
        CancellationToken cancellation) =>
        OnceAsync(order, priority, BrokerError.OutcomeUnknown, cancellation);

    /// <inheritdoc/>
    public void Dispose() => throttle?.Dispose();

    /// <summary>Whether what failed may work when it is tried again.</summary>
    public static bool IsPassing(BrokerException failure) =>
        failure.Error is BrokerError.Unavailable or BrokerError.RateLimited or BrokerError.OutcomeUnknown;

    /// <summary>Calls the plugin within its time. Whatever else it throws is an error of the kind that costs nothing to assume.</summary>
    private async Task<T> OnceAsync<T>(Func<ITrading, CancellationToken, Task<T>> call, RequestPriority priority, BrokerError otherwise,
        CancellationToken cancellation)
    {
        if (throttle is not null) await throttle.WaitAsync(priority, cancellation);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            var answer = await call(Trading, limited.Token).WaitAsync(CallTimeout, clock, cancellation);
            outage.End();
            return answer;
        }
        catch (BrokerException failure)
        {
            // A refusal is an answer too.
            if (IsPassing(failure)) outage.Fail(failure.Message);
            else outage.End();
            throw;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure)
        {
            limited.Cancel();
            string what = failure is TimeoutException
                ? FormattableString.Invariant($"it did not answer within {CallTimeout.TotalSeconds:0} s") : failure.Message;
            outage.Fail(what);
            throw new BrokerException(otherwise, what, failure);
        }
    }
}
