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

    /// <summary>The latest value, NaN until there is one.</summary>
    public static implicit operator double(Indicator indicator) => indicator.Value;

    /// <summary>The latest value, NaN until there is one.</summary>
    public double ToDouble() => Value;
}
