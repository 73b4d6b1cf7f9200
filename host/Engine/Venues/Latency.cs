namespace StrategyHost.Engine.Venues;

/// <summary>Delays of one run, the same on every run with the same seed.</summary>
public sealed class Latency(LatencySpan span, int seed)
{
    private readonly Random random = new(seed);

    /// <summary>The delay of the next message.</summary>
    public TimeSpan Next() => span.Least == span.Most ? span.Least : span.Least + ((span.Most - span.Least) * random.NextDouble());
}
