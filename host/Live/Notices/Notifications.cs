using System.Threading.Channels;

namespace StrategyHost.Live.Notices;

/// <summary>
/// Brings notices to those who want them, on threads of its own: whoever gives a notice never waits. When a notifier is slower than what
/// comes, the oldest are left out.
/// </summary>
public sealed class Notifications : IAsyncDisposable
{
    private const int MostWaiting = 1000;
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(3);
    private readonly List<(NoticeRoute Route, Channel<Notice> Waiting)> routes;
    private readonly List<Task> work;
    private readonly CancellationTokenSource stop = new();
    private readonly Action<string> tell;
    private readonly TimeProvider clock;

    /// <summary>Notifications along routes.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="tell">Takes a line when a notice could not be brought.</param>
    /// <param name="clock">What measures minutes.</param>
    public Notifications(IEnumerable<NoticeRoute> routes, Action<string> tell, TimeProvider clock)
    {
        this.tell = tell;
        this.clock = clock;
        this.routes = [.. routes.Select(r => (r, Channel.CreateBounded<Notice>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest })))];
        work = [.. this.routes.Select(r => Task.Run(() => BringAsync(r.Route, r.Waiting.Reader, stop.Token)))];
    }

    /// <summary>Gives a notice to the routes that want it. Never waits.</summary>
    public void Give(Notice notice)
    {
        foreach (var (route, waiting) in routes)
        {
            if (route.Kinds.Contains(notice.Kind)) waiting.Writer.TryWrite(notice);
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
                await SendAsync(route.Notifier, leftOut == 0 ? notice : notice with { Text = FormattableString.Invariant($"{notice.Text} ({leftOut} notices before it were left out)") }, cancellation);
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
            await notifier.SendAsync(notice, cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            tell($"a notice of {notice.Source} could not be brought by {notifier.Name}: {failure.Message}");
        }
    }
}
