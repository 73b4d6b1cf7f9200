using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>Hull moving average: a WMA over √period of twice the WMA over half the period less the WMA over the period; halves and roots
/// are cut to whole numbers.</summary>
public sealed class Hma : ValueIndicator
{
    private readonly Wma whole;
    private readonly Wma half;
    private readonly Wma smooth;
    private readonly int length;

    /// <summary>An average over so many inputs, at least 2.</summary>
    public Hma(int period)
    {
        int root = (int)Math.Sqrt(Require.Period(period, least: 2));
        whole = new Wma(period);
        half = new Wma(period / 2);
        smooth = new Wma(root);
        length = period + root - 1;
    }

    /// <inheritdoc/>
    protected override int Length => length;

    /// <inheritdoc/>
    public override double? Rescale(double inputs)
    {
        whole.Rescale(inputs);
        half.Rescale(inputs);
        smooth.Rescale(inputs);
        Value *= inputs;
        return inputs;
    }

    /// <inheritdoc/>
    public override void Update(double input)
    {
        whole.Update(input);
        half.Update(input);
        if (!whole.IsReady) return;
        smooth.Update((2 * half) - whole);
        Value = smooth.Value;
    }
}
