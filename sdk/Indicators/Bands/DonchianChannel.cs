using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>
/// Donchian channel: the highest high and the lowest low of the bars before the latest one, so that a close beyond a
/// line is a breakout. The value is their middle.
/// </summary>
public sealed class DonchianChannel : Indicator
{
    private readonly Extreme highest;
    private readonly Extreme lowest;
    private readonly int period;

    /// <summary>A channel of so many bars, at least 1.</summary>
    public DonchianChannel(int period = 20)
    {
        this.period = Require.Period(period);
        highest = Extreme.Largest(period);
        lowest = Extreme.Smallest(period);
    }

    /// <summary>The highest high; NaN until there is one.</summary>
    public double Upper { get; private set; } = double.NaN;

    /// <summary>The lowest low; NaN until there is one.</summary>
    public double Lower { get; private set; } = double.NaN;

    /// <summary>The distance of the lines as a part of their middle.</summary>
    public double Width => (Upper - Lower) / Value;

    /// <inheritdoc/>
    public override int WarmUp => period + 1;

    /// <inheritdoc/>
    public override double? Rescale(double prices, double volumes)
    {
        highest.Multiply(prices);
        lowest.Multiply(prices);
        Upper *= prices;
        Lower *= prices;
        Value *= prices;
        return prices;
    }

    /// <inheritdoc/>
    public override void Update(in Bar bar)
    {
        if (highest.IsFull)
        {
            Upper = highest.Value;
            Lower = lowest.Value;
            Value = (Upper + Lower) / 2;
        }

        highest.Push(bar.High);
        lowest.Push(bar.Low);
    }
}
