using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>Williams %R: how far the close is below the recent high, as a part of the range, −100 to 0. NaN while there is no
/// range.</summary>
public sealed class WilliamsR : Indicator
{
    private readonly Extreme highest;
    private readonly Extreme lowest;

    /// <summary>An oscillator over so many bars, at least 1.</summary>
    public WilliamsR(int period = 14)
    {
        highest = Extreme.Largest(Require.Period(period));
        lowest = Extreme.Smallest(period);
        WarmUp = period;
    }

    /// <inheritdoc/>
    public override int WarmUp { get; }

    /// <inheritdoc/>
    public override double? Rescale(double prices, double volumes)
    {
        highest.Multiply(prices);
        lowest.Multiply(prices);
        return 1;
    }

    /// <inheritdoc/>
    public override void Update(in Bar bar)
    {
        highest.Push(bar.High);
        lowest.Push(bar.Low);
        if (!highest.IsFull) return;
        double range = highest.Value - lowest.Value;
        Value = range > 0 ? -100 * (highest.Value - bar.Close) / range : double.NaN;
    }
}
