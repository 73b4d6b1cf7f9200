using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>The largest of the latest inputs.</summary>
public sealed class Highest : ValueIndicator
{
    private readonly Extreme extreme;
    private readonly int period;

    /// <summary>The largest of so many inputs, at least 1.</summary>
    public Highest(int period)
    {
        this.period = Require.Period(period);
        extreme = Extreme.Largest(period);
    }

    /// <inheritdoc/>
    protected override int Length => period;

    /// <inheritdoc/>
    public override double? Rescale(double inputs)
    {
        extreme.Multiply(inputs);
        Value *= inputs;
        return inputs;
    }

    /// <inheritdoc/>
    public override void Update(double input)
    {
        extreme.Push(input);
        if (extreme.IsFull) Value = extreme.Value;
    }
}
