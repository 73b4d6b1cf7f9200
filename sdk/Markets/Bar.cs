namespace StrategyHost;

/// <summary>
/// What happened to a price over a span of time. A bar is known, and seen by a strategy, at <see cref="End"/>.
/// </summary>
/// <param name="Start">When the span began, UTC.</param>
/// <param name="End">When the span ended, UTC. The bar is stamped with this time.</param>
/// <param name="Open">The first price of the span.</param>
/// <param name="High">The highest price of the span.</param>
/// <param name="Low">The lowest price of the span.</param>
/// <param name="Close">The last price of the span.</param>
/// <param name="Volume">The quantity that was traded, in units of the instrument; 0 where a source has none.</param>
public readonly record struct Bar(
    DateTime Start, DateTime End, double Open, double High, double Low, double Close, double Volume)
{
    /// <summary>(High + Low) / 2, in price units.</summary>
    public double Median => (High + Low) / 2;

    /// <summary>(High + Low + Close) / 3, in price units.</summary>
    public double Typical => (High + Low + Close) / 3;

    /// <summary>(Open + High + Low + Close) / 4, in price units.</summary>
    public double Average => (Open + High + Low + Close) / 4;

    /// <summary>High − Low, in price units.</summary>
    public double Range => High - Low;

    /// <summary>The bar with all prices, and the volume, multiplied.</summary>
    internal Bar Scaled(double prices, double volumes) => this with
    {
        Open = Open * prices,
        High = High * prices,
        Low = Low * prices,
        Close = Close * prices,
        Volume = Volume * volumes,
    };
}
