using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>Ultimate oscillator (Williams 1976), 0 to 100: buying pressure over true range on three windows, weighted 4, 2 and 1. NaN while
/// a window has no range.</summary>
public sealed class UltimateOscillator : Indicator
{
    private readonly MovingSum[] pressures;
    private readonly MovingSum[] ranges;
    private readonly int longest;
    private double lastClose = double.NaN;

    /// <summary>An oscillator over three windows in bars, each longer than the one before.</summary>
    public UltimateOscillator(int shortPeriod = 7, int middlePeriod = 14, int longPeriod = 28)
    {
        int[] periods = [Require.Period(shortPeriod), Require.Period(middlePeriod, least: shortPeriod + 1),
            Require.Period(longPeriod, least: middlePeriod + 1)];
        pressures = [.. periods.Select(p => new MovingSum(p))];
        ranges = [.. periods.Select(p => new MovingSum(p))];
        longest = longPeriod;
    }

    /// <inheritdoc/>
    public override int WarmUp => longest + 1;

    /// <inheritdoc/>
    public override double? Rescale(double prices, double volumes)
    {
        foreach (var sum in pressures) sum.Multiply(prices);
        foreach (var sum in ranges) sum.Multiply(prices);
        lastClose *= prices;
        return 1;
    }

    /// <inheritdoc/>
    public override void Update(in Bar bar)
    {
        double before = lastClose;
        lastClose = bar.Close;
        if (double.IsNaN(before)) return;
        double floor = Math.Min(bar.Low, before);
        double range = Math.Max(bar.High, before) - floor;
        for (int i = 0; i < ranges.Length; i++)
        {
            pressures[i].Push(bar.Close - floor);
            ranges[i].Push(range);
        }

        if (ranges[^1].IsFull) Value = 100 * ((4 * Ratio(0)) + (2 * Ratio(1)) + Ratio(2)) / 7;
    }

    private double Ratio(int index) => ranges[index].Value > 0 ? pressures[index].Value / ranges[index].Value : double.NaN;
}
