using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>Relative strength index (Wilder 1978), 0 to 100; 100 when there was no fall.</summary>
public sealed class Rsi : ValueIndicator
{
    private readonly Smma gains;
    private readonly Smma losses;
    private readonly int period;
    private double last = double.NaN;

    /// <summary>An index over so many changes, at least 1.</summary>
    public Rsi(int period)
    {
        this.period = Require.Period(period);
        gains = new Smma(period);
        losses = new Smma(period);
    }

    /// <inheritdoc/>
    protected override int Length => period + 1;

    /// <inheritdoc/>
    public override double? Rescale(double inputs)
    {
        gains.Rescale(inputs);
        losses.Rescale(inputs);
        last *= inputs;
        return 1;
    }

    /// <inheritdoc/>
    public override void Update(double input)
    {
        double change = input - last;
        last = input;
        if (double.IsNaN(change)) return;
        gains.Update(double.MaxNative(change, 0));
        losses.Update(double.MaxNative(-change, 0));
        if (gains.IsReady) Value = losses > 0 ? 100 - (100 / (1 + (gains / losses))) : 100;
    }
}
