namespace StrategyHost.Indicators;

/// <summary>Average true range (Wilder 1978) in price units: a smoothed average of true ranges from the second bar on.</summary>
public sealed class Atr : Indicator
{
    private readonly TrueRange range = new();
    private readonly Smma average;
    private double close;

    /// <summary>An average of so many ranges, at least 1.</summary>
    public Atr(int period = 14) => average = new Smma(period);

    /// <summary>The value in percent of the close; NaN until there is one.</summary>
    public double Percent => 100 * Value / close;

    /// <inheritdoc/>
    public override int WarmUp => average.WarmUp + 1;

    /// <inheritdoc/>
    public override double? Rescale(double prices, double volumes)
    {
        range.Rescale(prices, volumes);
        average.Rescale(prices);
        close *= prices;
        Value *= prices;
        return prices;
    }

    /// <inheritdoc/>
    public override void Update(in Bar bar)
    {
        close = bar.Close;
        range.Update(in bar);
        if (!range.IsReady) return;
        average.Update(range.Value);
        Value = average.Value;
    }
}
