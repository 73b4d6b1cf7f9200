using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>Keltner channel: an EMA of closes, and lines some average true ranges above and below it. The value is the EMA.</summary>
public sealed class KeltnerChannel : Indicator
{
    private readonly Ema average;
    private readonly Atr atr;
    private readonly double multiplier;

    /// <summary>A channel.</summary>
    /// <param name="period">The period of the EMA, at least 1.</param>
    /// <param name="multiplier">How many ranges the lines are away, above zero.</param>
    /// <param name="atrPeriod">The period of the average true range, at least 1.</param>
    public KeltnerChannel(int period = 20, double multiplier = 2, int atrPeriod = 10)
    {
        average = new Ema(period);
        atr = new Atr(atrPeriod);
        this.multiplier = Require.Positive(multiplier);
    }

    /// <summary>The upper line; NaN until there is one.</summary>
    public double Upper => Value + (multiplier * atr.Value);

    /// <summary>The lower line; NaN until there is one.</summary>
    public double Lower => Value - (multiplier * atr.Value);

    /// <summary>The distance of the lines as a part of the average.</summary>
    public double Width => (Upper - Lower) / Value;

    /// <inheritdoc/>
    public override int WarmUp => Math.Max(average.WarmUp, atr.WarmUp);

    /// <inheritdoc/>
    public override double? Rescale(double prices, double volumes)
    {
        average.Rescale(prices);
        atr.Rescale(prices, volumes);
        Value *= prices;
        return prices;
    }

    /// <inheritdoc/>
    public override void Update(in Bar bar)
    {
        average.Update(bar.Close);
        atr.Update(in bar);
        if (atr.IsReady) Value = average.Value;
    }
}
