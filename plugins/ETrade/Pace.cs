using System.Globalization;
using StrategyHost.Plugins;

namespace ETrade;

/// <summary>
/// Lets requests of one kind pass no faster than E*TRADE takes them, evenly, in the order in which they came. The time of day does not
/// matter. Who would
/// have to wait longer than its patience is refused at once, and takes up no place.
/// </summary>
/// <param name="perSecond">How many pass in a second.</param>
/// <param name="clock">What measures time.</param>
internal sealed class Pace(double perSecond, TimeProvider clock)
{
    /// <summary>How long a request waits. An order is three of them, and the host gives it ten seconds: beyond that nobody would know
    /// whether it was sent.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>How long a cancellation waits: longer, so that others which pile up keep none out.</summary>
    public static readonly TimeSpan CancelPatience = TimeSpan.FromSeconds(8);
    private readonly Lock gate = new();
    private long next;

    /// <summary>Waits for the next free place.</summary>
    /// <exception cref="BrokerException">It is too far away, and nothing was sent.</exception>
    public Task WaitAsync(TimeSpan patience, CancellationToken cancellation)
    {
        TimeSpan wait;
        lock (gate)
        {
            long now = clock.GetTimestamp();
            next = Math.Max(next, now);
            wait = clock.GetElapsedTime(now, next);
            if (wait > patience) throw Full(wait);
            next += (long)Math.Ceiling(clock.TimestampFrequency / perSecond);
        }

        // A delay counts in whole milliseconds, and must not be shorter than the wait.
        return wait == TimeSpan.Zero
            ? Task.CompletedTask : Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), clock, cancellation);
    }

    private static BrokerException Full(TimeSpan wait) =>
        new(BrokerError.RateLimited,
            string.Create(CultureInfo.InvariantCulture,
                $"Requests to E*TRADE wait for {wait.TotalSeconds:0.0} s already, and this one was not sent."))
        {
            RetryAfter = wait / 2,
        };
}
