using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>Weighted moving average: the latest input counts <c>period</c> times, the one before once less, the oldest once.</summary>
public sealed class Wma : ValueIndicator
{
    private readonly Window window;
    private readonly int period;
    private RunningSum sum;
    private RunningSum weighted;

    /// <summary>An average of so many inputs, at least 1.</summary>
    public Wma(int period)
    {
        this.period = Require.Period(period);
        window = new Window(period);
    }

    /// <inheritdoc/>
    protected override int Length => period;

    /// <inheritdoc/>
    public override double? Rescale(double inputs)
    {
        window.Multiply(inputs);
        sum.Multiply(inputs);
        weighted.Multiply(inputs);
        Value *= inputs;
        return inputs;
    }

    /// <inheritdoc/>
    public override void Update(double input)
    {
        double old = window.Push(input);
        if (double.IsNaN(old))
        {
            weighted.AddProduct(window.Count, input);
        }
        else
        {
            weighted.Subtract(in sum);
            weighted.AddProduct(period, input);
            sum.Subtract(old);
        }

        sum.Add(input);
        if (window.IsFull) Value = weighted.Over(period * (period + 1.0) / 2);
    }
}
