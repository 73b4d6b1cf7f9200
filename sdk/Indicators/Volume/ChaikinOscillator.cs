using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>Chaikin oscillator: a quick EMA of the accumulation/distribution line less a slow one.</summary>
public sealed class ChaikinOscillator : Indicator
{
    private readonly Adl line = new();
    private readonly Ema fast;
    private readonly Ema slow;

    /// <summary>An oscillator.</summary>
    /// <param name="fastPeriod">The quick EMA, at least 1.</param>
    /// <param name="slowPeriod">The slow EMA, longer than the quick one.</param>
    public ChaikinOscillator(int fastPeriod = 3, int slowPeriod = 10)
    {
        fast = new Ema(fastPeriod);
        slow = new Ema(Require.Period(slowPeriod, least: fastPeriod + 1));
    }

    /// <inheritdoc/>
    public override int WarmUp => slow.WarmUp;

    /// <inheritdoc/>
    public override double? Rescale(double prices, double volumes)
    {
        line.Rescale(prices, volumes);
        fast.Rescale(volumes);
        slow.Rescale(volumes);
        Value *= volumes;
        return volumes;
    }

    /// <inheritdoc/>
    public override void Update(in Bar bar)
    {
        line.Update(in bar);
        fast.Update(line.Value);
        slow.Update(line.Value);
        Value = fast - slow;
    }
}
