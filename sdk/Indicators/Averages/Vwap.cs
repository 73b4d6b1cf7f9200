using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>
/// Volume-weighted average price from the first bar on: typical prices by volume, without a reset. NaN until something was traded.
/// </summary>
public sealed class Vwap : Indicator
{
    private RunningSum value;
    private RunningSum volume;

    /// <inheritdoc/>
    public override int WarmUp => 1;

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
        value.AddProduct(bar.Typical, bar.Volume);
        volume.Add(bar.Volume);
        if (volume.Value > 0) Value = value.Value / volume.Value;
    }
}
