namespace ETrade;

/// <summary>Lets requests of one kind pass no faster than E*TRADE takes them.</summary>
internal sealed class Pace(double perSecond, TimeProvider clock)
{
    private readonly Lock gate = new();
    private DateTimeOffset next;

    /// <summary>Waits for the next free place.</summary>
    public Task WaitAsync(CancellationToken cancellation)
    {
        TimeSpan wait;
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (next < now) next = now;
            wait = next - now;
            next += TimeSpan.FromSeconds(1 / perSecond);
        }

        return wait == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(wait, clock, cancellation);
    }
}
