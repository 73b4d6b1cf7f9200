using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>The standard deviation of the latest inputs about their mean, of the population (divided by n).</summary>
public sealed class StandardDeviation : ValueIndicator
{
    private readonly MovingMoments moments;

    /// <summary>The deviation of so many inputs, at least 2.</summary>
    public StandardDeviation(int period) => moments = new MovingMoments(Require.Period(period, least: 2));

    /// <summary>The mean of the same inputs; NaN until there are enough.</summary>
    public double Mean => moments.IsFull ? moments.Mean : double.NaN;

    /// <summary>How many deviations the latest input is from the mean; NaN while nothing deviates.</summary>
    public double ZScore { get; private set; } = double.NaN;

    /// <inheritdoc/>
    protected override int Length => moments.Length;

    /// <inheritdoc/>
    public override double? Rescale(double inputs)
    {
        moments.Multiply(inputs);
        Value *= inputs;
        return inputs;
    }

    /// <inheritdoc/>
    public override void Update(double input)
    {
        moments.Push(input);
        if (!moments.IsFull) return;
        Value = moments.Deviation;
        ZScore = Value > 0 ? (input - Mean) / Value : double.NaN;
    }
}
