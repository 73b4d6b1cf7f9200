namespace StrategyHost.Indicators;

/// <summary>
/// A number that is computed from bars as they come: causal, at most O(log n) a bar, and without memory of its own
/// beyond its window. Reads as a number wherever one is wanted.
/// </summary>
public abstract class Indicator
{
    /// <summary>The value after the latest update; NaN until there is one.</summary>
    public double Value { get; protected set; } = double.NaN;

    /// <summary>Whether <see cref="Value"/> is a number.</summary>
    public bool IsReady => !double.IsNaN(Value);

    /// <summary>
    /// How many inputs the first value takes. For an indicator of an indicator the inputs are bars, so the source's
    /// own warm-up is included.
    /// </summary>
    public abstract int WarmUp { get; }

    /// <summary>Takes the next bar of the series.</summary>
    public abstract void Update(in Bar bar);

    /// <summary>By what the latest split or dividend has multiplied the value; 1 before the first.</summary>
    internal double Rescaled { get; private set; } = 1;

    /// <summary>
    /// Brings what is kept of past bars in line with a split, before its first bar comes: all prices that are kept, and what was computed
    /// from them, are as if past prices and volumes had been multiplied. An indicator of your own overrides it, and calls it on those that
    /// it is made of; one that does not sees a jump.
    /// </summary>
    /// <param name="prices">What past prices are to be multiplied by, above zero.</param>
    /// <param name="volumes">What past volumes are to be multiplied by, above zero.</param>
    /// <returns>By what <see cref="Value"/> was multiplied: 1 for a ratio such as an RSI; null when nothing was done.</returns>
    public virtual double? Rescale(double prices, double volumes) => null;

    /// <summary>Rescales, for the indicators that read this one too.</summary>
    /// <returns>Whether the indicator can.</returns>
    internal bool TryRescale(double prices, double volumes)
    {
        double? scale = Rescale(prices, volumes);
        Rescaled = scale ?? 1;
        return scale is not null;
    }

    /// <summary>The latest value, NaN until there is one.</summary>
    public static implicit operator double(Indicator indicator) => indicator.Value;

    /// <summary>The latest value, NaN until there is one.</summary>
    public double ToDouble() => Value;
}
