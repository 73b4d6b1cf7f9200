using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>Moving average convergence divergence (Appel): a quick EMA less a slow one, with an EMA of it as the signal.</summary>
public sealed class Macd : ValueIndicator
{
    private readonly Ema fast;
    private readonly Ema slow;
    private readonly Ema signal;
    private readonly int length;

    /// <summary>A difference of averages.</summary>
    /// <param name="fastPeriod">The quick EMA, at least 1.</param>
    /// <param name="slowPeriod">The slow EMA, longer than the quick one.</param>
    /// <param name="signalPeriod">The EMA of the difference, at least 1.</param>
    public Macd(int fastPeriod = 12, int slowPeriod = 26, int signalPeriod = 9)
    {
        fast = new Ema(fastPeriod);
        slow = new Ema(Require.Period(slowPeriod, least: fastPeriod + 1));
        signal = new Ema(signalPeriod);
        length = slowPeriod;
    }

    /// <summary>The EMA of the value; NaN until there is one.</summary>
    public double Signal => signal.Value;

    /// <summary>The value less the signal; NaN until there is a signal.</summary>
    public double Histogram => Value - Signal;

    /// <summary>The quick average; NaN until there is one.</summary>
    public double Fast => fast.Value;

    /// <summary>The slow average; NaN until there is one.</summary>
    public double Slow => slow.Value;

    /// <inheritdoc/>
    protected override int Length => length;

    /// <inheritdoc/>
    public override double? Rescale(double inputs)
    {
        fast.Rescale(inputs);
        slow.Rescale(inputs);
        signal.Rescale(inputs);
        Value *= inputs;
        return inputs;
    }

    /// <inheritdoc/>
    public override void Update(double input)
    {
        fast.Update(input);
        slow.Update(input);
        double difference = fast.Value - slow.Value;
        if (double.IsNaN(difference)) return;
        Value = difference;
        signal.Update(difference);
    }
}
