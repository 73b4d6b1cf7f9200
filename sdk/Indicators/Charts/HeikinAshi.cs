namespace StrategyHost.Indicators;

/// <summary>Heikin-Ashi bars: each opens in the middle of the one before and closes at the mean of the real bar's four prices. The value is
/// the close.</summary>
public sealed class HeikinAshi : Indicator
{
    /// <inheritdoc/>
    public override int WarmUp => 1;

    /// <summary>The averaged bar; meaningful once the value is ready. Time and volume are the real bar's.</summary>
    public Bar Bar { get; private set; }

    /// <inheritdoc/>
    public override double? Rescale(double prices, double volumes)
    {
        Bar = Bar.Scaled(prices, volumes);
        Value *= prices;
        return prices;
    }

    /// <inheritdoc/>
    public override void Update(in Bar bar)
    {
        double open = IsReady ? (Bar.Open + Bar.Close) / 2 : (bar.Open + bar.Close) / 2;
        double close = bar.Average;
        Bar = bar with
        {
            Open = open,
            High = Math.Max(bar.High, Math.Max(open, close)),
            Low = Math.Min(bar.Low, Math.Min(open, close)),
            Close = close,
        };
        Value = close;
    }
}
