namespace StrategyHost.Live.Brokers;

/// <summary>How long to wait before something is tried again: twice as long each time, up to a bound, and each time a little different, so
/// that many that were cut off together do not come back together.</summary>
/// <param name="First">The wait after the first failure.</param>
/// <param name="Longest">The bound.</param>
internal readonly record struct Backoff(TimeSpan First, TimeSpan Longest)
{
    private const int LargestExponent = 16;

    /// <summary>The wait after a number of failures in a row, from 1: between three quarters and five quarters of the doubled
    /// one.</summary>
    public TimeSpan After(int failures, Random random)
    {
        double whole =
            Math.Min(Longest.TotalMilliseconds, First.TotalMilliseconds * Math.Pow(2, Math.Clamp(failures - 1, 0, LargestExponent)));
        lock (random) return TimeSpan.FromMilliseconds(whole * random.Next(75, 126) / 100);
    }
}
