using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>Volume-weighted moving average of closes. NaN while nothing was traded in its window.</summary>
public sealed class Vwma : Indicator
{
    private readonly MovingSum value;
    private readonly MovingSum volume;

    /// <summary>An average of so many bars, at least 1.</summary>
    public Vwma(int period)
    {
        value = new MovingSum(Require.Period(period));
        volume = new MovingSum(period);
    }

    /// <inheritdoc/>
    public override int WarmUp => value.Length;

    /// <inheritdoc/>
    public override double? Rescale(double prices, double volumes)
    {
        value.Multiply(prices * volumes);
        volume.Multiply(volumes);
        Value *= prices;
        return prices;
    }

    /// <inheritdoc/>
    public override void Update(in Bar bar)
    {
        value.Push(bar.Close * bar.Volume);
        volume.Push(bar.Volume);
        if (value.IsFull) Value = volume.Value > 0 ? value.Value / volume.Value : double.NaN;
    }
}
