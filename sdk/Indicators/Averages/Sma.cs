using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>
/// Simple moving average: the mean of the latest inputs. It does not drift: equal inputs give exactly their value.
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
        if (sum.IsFull) Value = sum.Mean;
    }
}
