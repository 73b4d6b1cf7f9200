using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>
/// Aroon (Chande 1995): how fresh the highest high and the lowest low of the latest <c>period</c> + 1 bars are, 100 for the latest bar, 0
/// for
/// the oldest; on ties the oldest counts. The value is up less down.
/// </summary>
public sealed class Aroon : Indicator
{
    private readonly Extreme highest;
    private readonly Extreme lowest;
    private readonly int period;

    /// <summary>An oscillator over so many bars before the latest, at least 1.</summary>
    public Aroon(int period = 25)
    {
        this.period = Require.Period(period);
        highest = Extreme.Largest(period + 1);
        lowest = Extreme.Smallest(period + 1);
    }

    /// <summary>How fresh the highest high is; NaN until there are enough bars.</summary>
    public double Up { get; private set; } = double.NaN;

    /// <summary>How fresh the lowest low is; NaN until there are enough bars.</summary>
    public double Down { get; private set; } = double.NaN;

    /// <inheritdoc/>
    public override int WarmUp => period + 1;

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
        Up = 100.0 * (period - highest.Ago) / period;
        Down = 100.0 * (period - lowest.Ago) / period;
        Value = Up - Down;
    }
}
