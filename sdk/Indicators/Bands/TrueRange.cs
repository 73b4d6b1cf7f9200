namespace StrategyHost.Indicators;

/// <summary>True range (Wilder 1978): the larger of the bar's range and the gap to the previous close, in price units. From the second bar
/// on.</summary>
public sealed class TrueRange : Indicator
{
    private double lastClose = double.NaN;

    /// <inheritdoc/>
    public override int WarmUp => 2;

    /// <inheritdoc/>
    public override double? Rescale(double prices, double volumes)
    {
        lastClose *= prices;
        Value *= prices;
        return prices;
    }

    /// <inheritdoc/>
    public override void Update(in Bar bar)
    {
        if (!double.IsNaN(lastClose)) Value = Math.Max(bar.High, lastClose) - Math.Min(bar.Low, lastClose);
        lastClose = bar.Close;
    }
}
