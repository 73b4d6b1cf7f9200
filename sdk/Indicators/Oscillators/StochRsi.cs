using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>Where the RSI stands in its own recent range (Chande, Kroll 1994), 0 to 100; 0 while it does not move.</summary>
public sealed class StochRsi : ValueIndicator
{
    private readonly Rsi rsi;
    private readonly Extreme highest;
    private readonly Extreme lowest;
    private readonly Sma smooth;
    private readonly Sma signal;
    private readonly int length;

    /// <summary>A stochastic of an RSI.</summary>
    /// <param name="rsiPeriod">The changes of the RSI, at least 1.</param>
    /// <param name="period">The window of its range, at least 1.</param>
    /// <param name="signalPeriod">The average that is the signal, at least 1.</param>
    /// <param name="smoothPeriod">The average that smooths the value, at least 1.</param>
    public StochRsi(int rsiPeriod = 14, int period = 14, int signalPeriod = 3, int smoothPeriod = 1)
    {
        rsi = new Rsi(rsiPeriod);
        highest = Extreme.Largest(Require.Period(period));
        lowest = Extreme.Smallest(period);
        smooth = new Sma(Require.Period(smoothPeriod));
        signal = new Sma(Require.Period(signalPeriod));
        length = rsiPeriod + period + smoothPeriod - 1;
    }

    /// <summary>The average of the value; NaN until there is one.</summary>
    public double Signal => signal.Value;

    /// <inheritdoc/>
    protected override int Length => length;

    /// <inheritdoc/>
    public override double? Rescale(double inputs)
    {
        rsi.Rescale(inputs);
        return 1;
    }

    /// <inheritdoc/>
    public override void Update(double input)
    {
        rsi.Update(input);
        if (!rsi.IsReady) return;
        highest.Push(rsi);
        lowest.Push(rsi);
        if (!highest.IsFull) return;
        double range = highest.Value - lowest.Value;
        smooth.Update(range > 0 ? 100 * (rsi - lowest.Value) / range : 0);
        if (!smooth.IsReady) return;
        Value = smooth.Value;
        signal.Update(Value);
    }
}
