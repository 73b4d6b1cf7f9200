using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Brokers;

/// <summary>
/// The line to a broker: every call has its time, keeps to the broker's rate, and stops for a while when the broker does not answer. Questions
/// are asked again by themselves; what could trade is never sent again from here.
/// </summary>
internal sealed class BrokerLine : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(15);

    /// <summary>How many requests of a priority may wait for the broker's rate.</summary>
    private const int MostWaiting = 1000;
    private readonly ResiliencePipeline questions;
    private readonly ResiliencePipeline orders;
    private readonly ResiliencePipeline timeout;
    private readonly RequestThrottle? throttle;

    /// <summary>A line.</summary>
    /// <param name="trading">The plugin's trading.</param>
    /// <param name="clock">What measures time.</param>
    public BrokerLine(ITrading trading, TimeProvider clock)
    {
        Trading = trading;
        int perSecond = trading.Capabilities.RequestsPerSecond;
        throttle = perSecond == 0 ? null : new RequestThrottle(perSecond, MostWaiting, clock);
        var breaker = new CircuitBreakerStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<BrokerException>(e => e.Error is BrokerError.Unavailable or BrokerError.OutcomeUnknown),
            FailureRatio = 0.8,
            MinimumThroughput = 8,
            SamplingDuration = TimeSpan.FromSeconds(10),
            BreakDuration = TimeSpan.FromSeconds(2),
        };
        questions = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<BrokerException>(IsWorthAskingAgain).Handle<BrokenCircuitException>(),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(200),
                MaxDelay = LongestDelay,
                DelayGenerator = failed => ValueTask.FromResult((failed.Outcome.Exception as BrokerException)?.RetryAfter),
            })
            .AddCircuitBreaker(breaker).Build();
        orders = new ResiliencePipelineBuilder { TimeProvider = clock }.AddCircuitBreaker(breaker).Build();
        timeout = new ResiliencePipelineBuilder { TimeProvider = clock }.AddTimeout(new TimeoutStrategyOptions { Timeout = Patience }).Build();
    }

    /// <summary>The plugin's trading.</summary>
    public ITrading Trading { get; }

    /// <summary>Asks until there is an answer, or a refusal that will not change.</summary>
    /// <exception cref="BrokerException">The broker refuses.</exception>
    public async Task<T> AskAsync<T>(Func<ITrading, CancellationToken, Task<T>> question, CancellationToken cancellation) =>
        await questions.ExecuteAsync(async token => await OnceAsync(question, RequestPriority.Other, BrokerError.Unavailable, token), cancellation);

    /// <summary>Sends something that could trade, once.</summary>
    /// <exception cref="BrokerException">It was refused, could not be sent, or nobody knows.</exception>
    public async Task<T> SendAsync<T>(Func<ITrading, CancellationToken, Task<T>> order, CancellationToken cancellation, RequestPriority priority = RequestPriority.Other)
    {
        try
        {
            return await orders.ExecuteAsync(async token => await OnceAsync(order, priority, BrokerError.OutcomeUnknown, token), cancellation);
        }
        catch (BrokenCircuitException resting)
        {
            throw new BrokerException(BrokerError.Unavailable, "The broker has not answered for a while, and is left alone for a moment.", resting) { RetryAfter = TimeSpan.FromSeconds(1) };
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        throttle?.Dispose();
        return default;
    }

    private static bool IsWorthAskingAgain(BrokerException failure) => failure.Error is BrokerError.Unavailable or BrokerError.RateLimited or BrokerError.OutcomeUnknown;

    /// <summary>Calls the plugin within its time. Whatever else it throws is an error of the kind that costs nothing to assume.</summary>
    private async Task<T> OnceAsync<T>(Func<ITrading, CancellationToken, Task<T>> call, RequestPriority priority, BrokerError otherwise, CancellationToken cancellation)
    {
        if (throttle is not null) await throttle.WaitAsync(priority, cancellation);
        try
        {
            return await timeout.ExecuteAsync(async token => await call(Trading, token), cancellation);
        }
        catch (BrokerException)
        {
            throw;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure)
        {
            string what = failure is TimeoutRejectedException ? FormattableString.Invariant($"the broker did not answer within {Patience.TotalSeconds:0} s") : failure.Message;
            throw new BrokerException(otherwise, what, failure);
        }
    }
}
