using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>The smallest of the latest inputs.</summary>
public sealed class Lowest : ValueIndicator
{
    private readonly Extreme extreme;
    private readonly int period;

    /// <summary>The smallest of so many inputs, at least 1.</summary>
    public Lowest(int period)
    {
        this.period = Require.Period(period);
        extreme = Extreme.Smallest(period);
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
