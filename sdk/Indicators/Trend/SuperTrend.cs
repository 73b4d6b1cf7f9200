using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>SuperTrend (Seban): a stop some average true ranges from the middle of the bar, that only tightens until the close passes
/// it.</summary>
public sealed class SuperTrend : Indicator
{
    private readonly Atr atr;
    private readonly double multiplier;
    private double upper = double.NaN;
    private double lower = double.NaN;
    private double lastClose;

    /// <summary>A stop.</summary>
    /// <param name="period">The period of the average true range, at least 1.</param>
    /// <param name="multiplier">How many ranges the stop is away, above zero.</param>
    public SuperTrend(int period = 10, double multiplier = 3)
    {
        atr = new Atr(period);
        this.multiplier = Require.Positive(multiplier);
    }

    /// <summary>Whether the stop is below the price. Meaningful once the value is ready.</summary>
    public bool IsRising { get; private set; }

    /// <inheritdoc/>
    public override int WarmUp => atr.WarmUp;

    /// <inheritdoc/>
    public override double? Rescale(double prices, double volumes)
    {
        atr.Rescale(prices, volumes);
        upper *= prices;
        lower *= prices;
        lastClose *= prices;
        Value *= prices;
        return prices;
    }

    /// <inheritdoc/>
    public override void Update(in Bar bar)
    {
        atr.Update(in bar);
        if (atr.IsReady) Follow(in bar);
        lastClose = bar.Close;
    }

    private void Follow(in Bar bar)
    {
        double above = bar.Median + (multiplier * atr);
        double below = bar.Median - (multiplier * atr);
        if (!IsReady)
        {
            IsRising = bar.Close >= bar.Median;
            upper = above;
            lower = below;
        }

        if (above < upper || lastClose > upper) upper = above;
        if (below > lower || lastClose < lower) lower = below;
        IsRising = bar.Close > (IsRising ? lower : upper);
        Value = IsRising ? lower : upper;
    }
}
