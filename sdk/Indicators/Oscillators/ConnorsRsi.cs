using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>
/// Connors RSI (2012), 0 to 100: the mean of the RSI of the input, the RSI of the length of its streak, and the rank of its latest change
/// in
/// percent among those before.
/// </summary>
public sealed class ConnorsRsi : ValueIndicator
{
    private readonly Rsi rsi;
    private readonly Rsi streakRsi;
    private readonly OrderedWindow changes;
    private readonly int rankPeriod;
    private readonly int length;
    private double last = double.NaN;
    private int streak;
    private int seen;

    /// <summary>An index.</summary>
    /// <param name="rsiPeriod">The changes of the RSI, at least 1.</param>
    /// <param name="streakPeriod">The changes of the RSI of the streak, at least 1.</param>
    /// <param name="rankPeriod">Among how many changes before it the latest is ranked, at least 1.</param>
    public ConnorsRsi(int rsiPeriod = 3, int streakPeriod = 2, int rankPeriod = 100)
    {
        rsi = new Rsi(rsiPeriod);
        streakRsi = new Rsi(streakPeriod);
        changes = new OrderedWindow(Require.Period(rankPeriod));
        this.rankPeriod = rankPeriod;
        length = Math.Max(rsiPeriod, Math.Max(streakPeriod, rankPeriod)) + 2;
    }

    /// <inheritdoc/>
    protected override int Length => length;

    /// <inheritdoc/>
    public override double? Rescale(double inputs)
    {
        rsi.Rescale(inputs);
        last *= inputs;
        return 1;
    }

    /// <inheritdoc/>
    public override void Update(double input)
    {
        rsi.Update(input);
        seen++;
        double before = last;
        last = input;
        if (double.IsNaN(before)) return;
        streak = Continue(streak, input - before);
        streakRsi.Update(streak);
        double change = (input - before) / before;
        double rank = 100.0 * changes.Below(change).Count / rankPeriod;
        changes.Push(change);
        if (seen >= length) Value = (rsi + streakRsi + rank) / 3;
    }

    private static int Continue(int streak, double change) => change switch
    {
        > 0 => Math.Max(streak, 0) + 1,
        < 0 => Math.Min(streak, 0) - 1,
        _ => 0,
    };
}
