namespace StrategyHost.Engine.Results;

/// <summary>
/// The fall of equity from its running peak, mark by mark. The start counts as a peak. The length of the deepest fall
/// runs from its peak to the first mark at or above that peak, or to the latest mark while it has not recovered.
/// </summary>
public sealed class Drawdown
{
    private double peak;
    private double latest;
    private double lowest;
    private long peakTime;
    private long deepestPeakTime;
    private long deepestEnd;
    private bool isInDeepest;

    /// <summary>A drawdown of zero at the start.</summary>
    /// <param name="equity">Equity at the start, in money.</param>
    /// <param name="time">When that was, UTC ticks.</param>
    public Drawdown(double equity, long time)
    {
        peak = latest = lowest = equity;
        peakTime = time;
    }

    /// <summary>The fall from the peak at the latest mark: a ratio of the peak, 0 at a peak, 1 when nothing is left.</summary>
    public double Current => FallTo(latest);

    /// <summary>The largest fall so far, as a ratio of the peak.</summary>
    public double Deepest { get; private set; }

    /// <summary>How long the deepest fall lasted.</summary>
    public TimeSpan DeepestLength => TimeSpan.FromTicks(deepestEnd - deepestPeakTime);

    /// <summary>Takes equity at a new mark.</summary>
    public void Mark(double equity, long time)
    {
        latest = equity;
        if (equity >= peak)
        {
            if (isInDeepest) deepestEnd = time;
            isInDeepest = false;
            peak = lowest = equity;
            peakTime = time;
            return;
        }

        // Only a new low since the peak can be the deepest fall: the others are spared the division.
        if (equity < lowest) NoteLow(equity);
        if (isInDeepest) deepestEnd = time;
    }

    /// <summary>Takes equity at several marks, at least one. Most are neither a new peak nor a new low, and change nothing but what is
    /// latest.</summary>
    public void Mark(ReadOnlySpan<EquityRow> marks)
    {
        foreach (ref readonly var mark in marks)
        {
            if (mark.Equity >= peak || mark.Equity < lowest) Mark(mark.Equity, mark.Time);
        }

        latest = marks[^1].Equity;
        if (isInDeepest) deepestEnd = marks[^1].Time;
    }

    private void NoteLow(double equity)
    {
        lowest = equity;
        double fall = FallTo(equity);
        if (fall <= Deepest) return;
        Deepest = fall;
        deepestPeakTime = peakTime;
        isInDeepest = true;
    }

    private double FallTo(double equity) => equity < peak && peak > 0 ? (peak - equity) / peak : 0;
}
