namespace StrategyHost.Engine.Results;

/// <summary>
/// The account's worth over several runs that come one after the other, as one curve. Each goes on with what the former has left: what it
/// begins
/// with beyond that, or short of it, was paid in or out, and is neither a profit nor a loss. Of every run it takes every event.
/// </summary>
/// <param name="from">Events before are left out, and the curve begins with what they left, UTC; null for none.</param>
public sealed class ChainedEquity(DateTime? from)
{
    private EquityCurve? current;
    private EquityCurve? curve;
    private double level;
    private double offset;

    /// <summary>The curve; null where nothing has happened since it was to begin.</summary>
    public EquityCurve? Curve
    {
        get
        {
            _ = current?.Latest;
            return curve;
        }
    }

    /// <summary>Takes all events of a run from now on: it has not had any.</summary>
    /// <returns>What was paid in before it, or out where it is below zero; 0 for the first.</returns>
    public double Follow(EquityCurve next)
    {
        bool isFirst = current is null;
        _ = current?.Latest;
        if (isFirst) level = next.InitialEquity;
        offset = level - next.InitialEquity;
        current = next;
        next.Chain = this;

        // What the former run held is not in this one, which begins with cash alone.
        Take(new EquityRow(next.Start.Ticks, next.InitialEquity, next.InitialEquity, 0, 0), isEvent: !isFirst);
        return -offset;
    }

    /// <summary>Takes events of the run that it follows.</summary>
    internal void Take(ReadOnlySpan<EquityRow> events)
    {
        foreach (ref readonly var row in events) Take(in row, isEvent: true);
    }

    private void Take(in EquityRow row, bool isEvent)
    {
        if (!(row.Time < from?.Ticks))
        {
            curve ??= new EquityCurve(level, from is { } begin && begin > current!.Start ? begin : current!.Start, current!.Calendar);
            if (isEvent) curve.Add(row.Time, row.Equity + offset, row.Cash + offset, row.Exposure);
        }

        level = row.Equity + offset;
    }
}
