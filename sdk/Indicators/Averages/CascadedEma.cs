using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>An indicator on an EMA of an EMA of an EMA, all three begun with the mean of the first <c>period</c> inputs.</summary>
public abstract class CascadedEma : ValueIndicator
{
    private readonly double weight;
    private RunningSum seed;
    private int seen;

    private protected CascadedEma(int period)
    {
        Period = Require.Period(period);
        weight = 2.0 / (period + 1);
    }

    private protected int Period { get; }

    private protected double First { get; private set; }

    private protected double Second { get; private set; }

    private protected double Third { get; private set; }

    /// <inheritdoc/>
    protected override int Length => Period;

    /// <inheritdoc/>
    public override double? Rescale(double inputs)
    {
        seed.Multiply(inputs);
        First *= inputs;
        Second *= inputs;
        Third *= inputs;
        Value *= inputs;
        return inputs;
    }

    /// <inheritdoc/>
    public override void Update(double input)
    {
        double thirdBefore = seen < Period ? double.NaN : Third;
        if (seen < Period)
        {
            seed.Add(input);
            if (++seen < Period) return;
            First = Second = Third = seed.Over(Period);
        }
        else
        {
            First += weight * (input - First);
            Second += weight * (First - Second);
            Third += weight * (Second - Third);
        }

        Value = Result(thirdBefore);
    }

    /// <summary>The indicator's value from the three averages and what the third was before, NaN at the seed.</summary>
    private protected abstract double Result(double thirdBefore);
}
