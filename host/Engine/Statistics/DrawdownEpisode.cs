namespace StrategyHost.Engine.Statistics;

/// <summary>One fall of equity from a peak, measured at the ends of days.</summary>
/// <param name="Peak">The day of the peak; null for the start of the run.</param>
/// <param name="Trough">The day on which it was deepest.</param>
/// <param name="Recovery">The first day at or above the peak again; null while there is none.</param>
/// <param name="Depth">The fall at the trough, as a positive ratio of the peak.</param>
public sealed record DrawdownEpisode(DateOnly? Peak, DateOnly Trough, DateOnly? Recovery, double Depth)
{
    /// <summary>The deepest falls, deepest first.</summary>
    public static IReadOnlyList<DrawdownEpisode> Worst(double initialEquity, IReadOnlyList<(DateOnly Date, double Equity)> daily, int count)
    {
        var all = new List<DrawdownEpisode>();
        double peak = initialEquity;
        DateOnly? peakDate = null;
        DrawdownEpisode? falling = null;
        foreach (var (date, equity) in daily)
        {
            if (equity >= peak)
            {
                if (falling is not null) all.Add(falling with { Recovery = date });
                falling = null;
                (peak, peakDate) = (equity, date);
                continue;
            }

            double depth = peak > 0 ? (peak - equity) / peak : 0;
            if (falling is null || depth > falling.Depth) falling = new DrawdownEpisode(peakDate, date, null, depth);
        }

        if (falling is not null) all.Add(falling);
        return [.. all.OrderByDescending(e => e.Depth).Take(count)];
    }
}
