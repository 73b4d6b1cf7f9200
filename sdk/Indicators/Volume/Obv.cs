namespace StrategyHost.Indicators;

/// <summary>On-balance volume (Granville 1963): volume added when the close rises and taken away when it falls. Starts at 0.</summary>
public sealed class Obv : Indicator
{
    private double lastClose;

    /// <inheritdoc/>
    public override int WarmUp => 1;

    /// <inheritdoc/>
    public override double? Rescale(double prices, double volumes)
    {
        lastClose *= prices;
        Value *= volumes;
        return volumes;
    }

    /// <inheritdoc/>
    public override void Update(in Bar bar)
    {
        Value = IsReady ? Value + (Math.Sign(bar.Close - lastClose) * bar.Volume) : 0;
        lastClose = bar.Close;
    }
}
