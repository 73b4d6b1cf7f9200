using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>
/// Simple moving average: the sum of the latest inputs over their number. It does not drift: the sum is rounded once, as
/// if it were made anew, so that comparisons with a price fall as they do in any exact summation.
/// </summary>
public sealed class Sma : ValueIndicator
{
    private readonly MovingSum sum;

    /// <summary>An average of so many inputs, at least 1.</summary>
    public Sma(int period) => sum = new MovingSum(Require.Period(period));

    /// <inheritdoc/>
    protected override int Length => sum.Length;

    /// <inheritdoc/>
    public override void Update(double input)
    {
        sum.Push(input);
        if (sum.IsFull) Value = sum.Value / sum.Length;
    }
}
