using System.Net;
using System.Threading.Channels;
using Polly;
using Polly.Retry;

namespace StrategyHost.Live.Notices;

/// <summary>
/// Brings notices to those who want them, on threads of its own: whoever gives a notice never waits. When a notifier is slower than what
/// comes, the oldest are left out, and the next that is brought says how many. What could not be brought is tried again a few times, later
/// and later; longer texts are cut.
/// </summary>
public sealed class Notifications : IAsyncDisposable
{
    /// <summary>How many notices of a route wait at most.</summary>
    internal const int MostWaiting = 1000;

    /// <summary>No text is longer, in characters: chats and phones take no more.</summary>
    private const int LongestText = 2000;
    private const int MostRetries = 4;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(3);
    private readonly List<Delivery> routes;
    private readonly List<Task> work;
    private readonly CancellationTokenSource stop = new();
    private readonly Action<string> tell;
    private readonly TimeProvider clock;
    private readonly ResiliencePipeline retries;

    /// <summary>Notifications along routes.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="tell">Takes a line when a notice could not be brought.</param>
    /// <param name="clock">What measures minutes.</param>
    public Notifications(IEnumerable<NoticeRoute> routes, Action<string> tell, TimeProvider clock)
    {
        this.tell = tell;
        this.clock = clock;
        retries = new ResiliencePipelineBuilder { TimeProvider = clock }.AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<Exception>(IsPassing),
            MaxRetryAttempts = MostRetries,
            BackoffType = DelayBackoffType.Exponential,
            Delay = FirstDelay,
        }).Build();
        this.routes = [.. routes.Select(r => new Delivery(r))];
        work = [.. this.routes.Select(r => Task.Run(() => BringAsync(r, stop.Token)))];
    }

    /// <summary>Gives a notice to the routes that want it. Never waits.</summary>
    public void Give(Notice notice)
    {
        foreach (var delivery in routes)
        {
            if (delivery.Route.Wants(notice)) delivery.Waiting.Writer.TryWrite(notice);
        }
    }

    /// <summary>Brings what waits, for a while, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var delivery in routes) delivery.Waiting.Writer.Complete();
        await Task.WhenAny(Task.WhenAll(work), Task.Delay(LastPatience, clock));
        await stop.CancelAsync();
        await Task.WhenAll(work);
        foreach (var delivery in routes) (delivery.Route.Notifier as IDisposable)?.Dispose();
        stop.Dispose();
    }

    private async Task BringAsync(Delivery delivery, CancellationToken cancellation)
    {
        var sent = new Queue<long>();
        try
        {
            await foreach (var notice in delivery.Waiting.Reader.ReadAllAsync(cancellation))
            {
                while (sent.TryPeek(out long first) && clock.GetElapsedTime(first) >= TimeSpan.FromMinutes(1)) sent.Dequeue();
                if (sent.Count >= delivery.Route.PerMinute)
                {
                    delivery.LeaveOut();
                    continue;
                }

                sent.Enqueue(clock.GetTimestamp());
                int leftOut = delivery.TakeLeftOut();
                string text = leftOut == 0
                    ? Cut(notice.Text) : FormattableString.Invariant($"{Cut(notice.Text)} ({leftOut} notices before it were left out)");
                await SendAsync(delivery.Route.Notifier, notice with { Text = text }, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The host ends, and does not wait for slow notifiers.
        }
    }

    private async Task SendAsync(INotifier notifier, Notice notice, CancellationToken cancellation)
    {
        try
        {
            await retries.ExecuteAsync(async token => await notifier.SendAsync(notice, token), cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            tell($"a notice of {notice.Source} could not be brought by {notifier.Name}: {failure.Message}");
        }
    }

    /// <summary>Whether it may go better the next time: what an address refuses for good is not tried again.</summary>
    private static bool IsPassing(Exception failure) => failure is not (OperationCanceledException { InnerException: null }
        or HttpRequestException
    {
        StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError
            and not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests)
    });

    private static string Cut(string text) =>
        text.Length <= LongestText
            ? text : FormattableString.Invariant($"{text[..LongestText]}… ({text.Length - LongestText} characters more)");

    /// <summary>A route, what waits for it, and how much of it was left out.</summary>
    private sealed class Delivery
    {
        private int leftOut;

        public Delivery(NoticeRoute route)
        {
            Route = route;
            Waiting = Channel.CreateBounded<Notice>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest },
                _ => LeaveOut());
        }

        public NoticeRoute Route { get; }

        public Channel<Notice> Waiting { get; }

        public void LeaveOut() => Interlocked.Increment(ref leftOut);

        /// <summary>How many were left out since the last time.</summary>
        public int TakeLeftOut() => Interlocked.Exchange(ref leftOut, 0);
    }
}
