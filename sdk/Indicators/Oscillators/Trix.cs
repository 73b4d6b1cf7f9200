namespace StrategyHost.Indicators;

/// <summary>The change of a triple-smoothed EMA from one input to the next, in percent (Hutson 1983).</summary>
/// <param name="period">The number of inputs of the seed, at least 1.</param>
public sealed class Trix(int period) : CascadedEma(period)
{
    /// <inheritdoc/>
    protected override int Length => Period + 1;

    /// <inheritdoc/>
    public override double? Rescale(double inputs)
    {
        double change = Value;
        base.Rescale(inputs);
        Value = change;
        return 1;
    }

    private protected override double Result(double thirdBefore) => 100 * (Third - thirdBefore) / thirdBefore;
}
