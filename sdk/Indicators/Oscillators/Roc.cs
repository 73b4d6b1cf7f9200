using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>Rate of change: how far the input is from the one so many inputs ago, in percent of that. NaN while that was zero.</summary>
public sealed class Roc : ValueIndicator
{
    private readonly Window window;
    private readonly int period;

    /// <summary>The change over so many inputs, at least 1.</summary>
    public Roc(int period)
    {
        this.period = Require.Period(period);
        window = new Window(period);
    }

    /// <inheritdoc/>
    protected override int Length => period + 1;

    /// <inheritdoc/>
    public override double? Rescale(double inputs)
    {
        window.Multiply(inputs);
        return 1;
    }

    /// <inheritdoc/>
    public override void Update(double input)
    {
        double old = window.Push(input);
        Value = old != 0 ? 100 * (input - old) / old : double.NaN;
    }
}
