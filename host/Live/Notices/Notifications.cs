using System.Net;
using System.Threading.Channels;
using Polly;
using Polly.Retry;

namespace StrategyHost.Live.Notices;

/// <summary>
/// Brings notices to those who want them, on threads of its own: whoever gives a notice never waits. When a notifier is slower than what
/// comes, the oldest are left out. What could not be brought is tried again a few times, later and later; longer texts are cut.
/// </summary>
public sealed class Notifications : IAsyncDisposable
{
    private const int MostWaiting = 1000;

    /// <summary>No text is longer, in characters: chats and phones take no more.</summary>
    private const int LongestText = 2000;
    private const int MostRetries = 4;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(3);
    private readonly List<(NoticeRoute Route, Channel<Notice> Waiting)> routes;
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
        this.routes = [.. routes.Select(
            r => (r, Channel.CreateBounded<Notice>(
                new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest })))];
        work = [.. this.routes.Select(r => Task.Run(() => BringAsync(r.Route, r.Waiting.Reader, stop.Token)))];
    }

    /// <summary>Gives a notice to the routes that want it. Never waits.</summary>
    public void Give(Notice notice)
    {
        foreach (var (route, waiting) in routes)
        {
            if (route.Wants(notice)) waiting.Writer.TryWrite(notice);
        }
    }

    /// <summary>Brings what waits, for a while, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var (_, waiting) in routes) waiting.Writer.Complete();
        await Task.WhenAny(Task.WhenAll(work), Task.Delay(LastPatience, clock));
        await stop.CancelAsync();
        await Task.WhenAll(work);
        foreach (var (route, _) in routes) (route.Notifier as IDisposable)?.Dispose();
        stop.Dispose();
    }

    private async Task BringAsync(NoticeRoute route, ChannelReader<Notice> waiting, CancellationToken cancellation)
    {
        var sent = new Queue<DateTimeOffset>();
        int leftOut = 0;
        try
        {
            await foreach (var notice in waiting.ReadAllAsync(cancellation))
            {
                var now = clock.GetUtcNow();
                while (sent.TryPeek(out var first) && now - first >= TimeSpan.FromMinutes(1)) sent.Dequeue();
                if (sent.Count >= route.PerMinute)
                {
                    leftOut++;
                    continue;
                }

                sent.Enqueue(now);
                string text = Cut(notice.Text);
                await SendAsync(route.Notifier,
                    notice with
                    {
                        Text = leftOut == 0 ? text : FormattableString.Invariant($"{text} ({leftOut} notices before it were left out)")
                    }, cancellation);
                leftOut = 0;
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
}
