using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>An average that begins with the mean of its first inputs and moves a fixed part of the way to each later one.</summary>
public abstract class SeededAverage : ValueIndicator
{
    private readonly int period;
    private readonly double weight;
    private RunningSum seed;
    private int seen;

    private protected SeededAverage(int period, double weight)
    {
        this.period = period;
        this.weight = weight;
    }

    /// <inheritdoc/>
    protected override int Length => period;

    /// <inheritdoc/>
    public override double? Rescale(double inputs)
    {
        seed.Multiply(inputs);
        Value *= inputs;
        return inputs;
    }

    /// <inheritdoc/>
    public override void Update(double input)
    {
        if (seen < period)
        {
            seed.Add(input);
            if (++seen == period) Value = seed.Over(period);
            return;
        }

        Value += weight * (input - Value);
    }
}
