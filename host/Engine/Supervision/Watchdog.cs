using System.Globalization;
using StrategyHost.Budgets;

namespace StrategyHost.Engine.Supervision;

/// <summary>
/// Looks from outside whether a strategy's thread gets ahead. What counts its steps cannot see into a library call; this
/// notices that one event lasts too long.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);
    private readonly Meter meter;
    private readonly TimeSpan limit;
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource stuck = new();
    private readonly ITimer timer;
    private readonly Lock gate = new();
    private bool isDisposed;
    private long seen;
    private long since;

    /// <summary>A watchdog over what a meter counts.</summary>
    /// <param name="meter">The meter.</param>
    /// <param name="limit">How long an event may take; a little more is granted, since the meter comes first.</param>
    /// <param name="clock">What measures time.</param>
    public Watchdog(Meter meter, TimeSpan limit, TimeProvider clock)
    {
        this.meter = meter;
        this.limit = limit + Between;
        this.clock = clock;
        since = clock.GetTimestamp();
        timer = clock.CreateTimer(_ => Look(), null, Between, Between);
    }

    /// <summary>Is cancelled when the thread is stuck.</summary>
    public CancellationToken Stuck => stuck.Token;

    /// <summary>What is wrong; null while nothing is.</summary>
    public string? Report { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            timer.Dispose();
            stuck.Dispose();
        }
    }

    private void Look()
    {
        lock (gate)
        {
            if (!isDisposed) LookNow();
        }
    }

    private void LookNow()
    {
        long now = meter.Sequence;
        bool isAtWork = now % 2 == 1;
        if (now != seen || !isAtWork)
        {
            seen = now;
            since = clock.GetTimestamp();
            return;
        }

        if (Report is not null || clock.GetElapsedTime(since) <= limit) return;
        Report = string.Create(CultureInfo.InvariantCulture,
            $"has been inside one library call for more than {limit.TotalSeconds:0.##} s (limits.seconds)");
        meter.Abandon(Report);
        stuck.Cancel();
    }
}
