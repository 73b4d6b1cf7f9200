using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>Bollinger bands: a simple average, and lines some population deviations above and below it. The value is the average.</summary>
public sealed class BollingerBands : ValueIndicator
{
    private readonly MovingMoments moments;
    private readonly double deviations;
    private double latest;

    /// <summary>Bands.</summary>
    /// <param name="period">The inputs of average and deviation, at least 2.</param>
    /// <param name="deviations">How many deviations the lines are away, above zero.</param>
    public BollingerBands(int period = 20, double deviations = 2)
    {
        moments = new MovingMoments(Require.Period(period, least: 2));
        this.deviations = Require.Positive(deviations);
    }

    /// <summary>The upper line; NaN until there is one.</summary>
    public double Upper { get; private set; } = double.NaN;

    /// <summary>The lower line; NaN until there is one.</summary>
    public double Lower { get; private set; } = double.NaN;

    /// <summary>Where the latest input stands between the lines: 0 at the lower, 1 at the upper; NaN while they are one.</summary>
    public double PercentB => Upper > Lower ? (latest - Lower) / (Upper - Lower) : double.NaN;

    /// <summary>How many deviations the latest input is from the average; NaN while nothing deviates.</summary>
    public double ZScore => Upper > Lower ? (latest - Value) / moments.Deviation : double.NaN;

    /// <summary>The distance of the lines as a part of the average.</summary>
    public double Width => (Upper - Lower) / Value;

    /// <inheritdoc/>
    protected override int Length => moments.Length;

    /// <inheritdoc/>
    public override double? Rescale(double inputs)
    {
        moments.Multiply(inputs);
        latest *= inputs;
        Upper *= inputs;
        Lower *= inputs;
        Value *= inputs;
        return inputs;
    }

    /// <inheritdoc/>
    public override void Update(double input)
    {
        latest = input;
        moments.Push(input);
        if (!moments.IsFull) return;
        Value = moments.Mean;
        double distance = deviations * moments.Deviation;
        Upper = Value + distance;
        Lower = Value - distance;
    }
}
