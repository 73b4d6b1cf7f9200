using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>
/// Simple moving average: the sum of the latest inputs over their number. It does not drift: the sum is rounded once, as
/// if it were made anew, and inputs that are all equal give exactly their value.
/// </summary>
public sealed class Sma : ValueIndicator
{
    private readonly MovingSum sum;
    private double last = double.NaN;
    private int equalInputs;

    /// <summary>An average of so many inputs, at least 1.</summary>
    public Sma(int period) => sum = new MovingSum(Require.Period(period));

    /// <inheritdoc/>
    protected override int Length => sum.Length;

    /// <inheritdoc/>
    public override double? Rescale(double inputs)
    {
        sum.Multiply(inputs);
        last *= inputs;
        Value *= inputs;
        return inputs;
    }

    /// <inheritdoc/>
    public override void Update(double input)
    {
        sum.Push(input);
        equalInputs = input == last ? equalInputs + 1 : 1;
        last = input;
        // n·x over n is not always x: both the product and the quotient are rounded.
        if (sum.IsFull) Value = equalInputs >= sum.Length ? input : sum.Value / sum.Length;
    }
}
