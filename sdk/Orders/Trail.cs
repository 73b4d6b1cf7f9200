namespace StrategyHost;

/// <summary>How far a trailing stop is from the price that it follows.</summary>
public readonly record struct Trail
{
    internal Trail(decimal amount, decimal ratio)
    {
        Amount = amount;
        Ratio = ratio;
    }

    /// <summary>The distance in price units; 0 when it is a part of the price.</summary>
    public decimal Amount { get; }

    /// <summary>The distance as a part of the price, 0.05 for 5 %; 0 when it is an amount.</summary>
    public decimal Ratio { get; }

    /// <summary>A distance in price units.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above zero.</exception>
    public static Trail By(Price distance) => distance.Value > 0
        ? new Trail(distance.Value, 0)
        : throw new ArgumentOutOfRangeException(nameof(distance), $"A stop cannot trail by {distance}: give a distance above 0.");

    /// <summary>A distance in percent of the price.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not between 0 and 100.</exception>
    public static Trail Percent(double percent) => percent is > 0 and < 100
        ? new Trail(0, Exact.Decimal(percent, "trail") / 100)
        : throw new ArgumentOutOfRangeException(nameof(percent),
            FormattableString.Invariant($"A stop cannot trail by {percent} %: give a number between 0 and 100."));

    /// <summary>The distance at a price, in price units.</summary>
    public decimal From(decimal price) => Ratio == 0 ? Amount : price * Ratio;
}
