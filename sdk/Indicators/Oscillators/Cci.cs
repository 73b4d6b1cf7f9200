using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>
/// Commodity channel index (Lambert 1980): the typical price less its mean, over 0.015 times the mean absolute deviation
/// about that mean. NaN while nothing deviates.
/// </summary>
public sealed class Cci : Indicator
{
    private const double Scale = 0.015;
    private readonly OrderedWindow window;
    private readonly MovingSum sum;

    /// <summary>An index over so many bars, at least 1.</summary>
    public Cci(int period = 20)
    {
        window = new OrderedWindow(Require.Period(period));
        sum = new MovingSum(period);
    }

    /// <inheritdoc/>
    public override int WarmUp => sum.Length;

    /// <inheritdoc/>
    public override double? Rescale(double prices, double volumes)
    {
        window.Multiply(prices);
        sum.Multiply(prices);
        return 1;
    }

    /// <inheritdoc/>
    public override void Update(in Bar bar)
    {
        double typical = bar.Typical;
        window.Push(typical);
        sum.Push(typical);
        if (!sum.IsFull) return;
        double mean = sum.Mean;
        var below = window.Below(mean);
        // The prices below the mean miss it by as much in all as the others exceed it.
        double deviation = 2 * ((below.Count * mean) - below.Sum) / sum.Length;
        Value = deviation > 0 ? (typical - mean) / (Scale * deviation) : double.NaN;
    }
}
