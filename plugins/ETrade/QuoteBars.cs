using StrategyHost;

namespace ETrade;

/// <summary>Bars of one symbol out of quotes that were asked for: their prices are the last trades that were seen.</summary>
internal sealed class QuoteBars(TimeSpan length)
{
    private Bar? current;
    private double volumeBefore = double.NaN;

    /// <summary>Takes a quote.</summary>
    /// <param name="time">When it was made, UTC.</param>
    /// <param name="last">The last trade's price.</param>
    /// <param name="dayVolume">What was traded today.</param>
    /// <returns>The bar that it ends; null when none has ended.</returns>
    public Bar? Take(DateTime time, double last, double dayVolume)
    {
        var start = new DateTime(time.Ticks - (time.Ticks % length.Ticks), DateTimeKind.Utc);
        double volume = double.IsNaN(volumeBefore) || dayVolume < volumeBefore ? 0 : dayVolume - volumeBefore;
        volumeBefore = dayVolume;
        if (current is { } running && running.Start == start)
        {
            current = running with
            {
                High = Math.Max(running.High, last),
                Low = Math.Min(running.Low, last),
                Close = last,
                Volume = running.Volume + volume
            };
            return null;
        }

        var ended = current;
        if (ended is { } late && start < late.Start) return null;
        current = new Bar(start, start + length, last, last, last, last, volume);
        return ended;
    }
}
