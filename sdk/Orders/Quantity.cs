using System.Globalization;

namespace StrategyHost;

/// <summary>How much to trade, in units of the instrument. Any number converts to it.</summary>
/// <param name="Value">The exact amount.</param>
public readonly record struct Quantity(decimal Value)
{
    /// <summary>An exact amount.</summary>
    public static implicit operator Quantity(decimal value) => new(value);

    /// <summary>A whole amount.</summary>
    public static implicit operator Quantity(long value) => new(value);

    /// <summary>A whole amount.</summary>
    public static implicit operator Quantity(int value) => new(value);

    /// <summary>An amount that was computed; kept to 15 significant digits.</summary>
    /// <exception cref="ArgumentException">It is not a number, or too large to be a quantity.</exception>
    public static implicit operator Quantity(double value) => new(Exact.Decimal(value, "quantity"));

    /// <summary>The exact amount, invariant.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
