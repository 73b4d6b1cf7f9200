using System.Globalization;

namespace StrategyHost;

/// <summary>A price at which to trade, in price units of the instrument. Any number converts to it.</summary>
/// <param name="Value">The exact price.</param>
public readonly record struct Price(decimal Value)
{
    /// <summary>An exact price.</summary>
    public static implicit operator Price(decimal value) => new(value);

    /// <summary>A whole price.</summary>
    public static implicit operator Price(int value) => new(value);

    /// <summary>A price that was computed; kept to 15 significant digits.</summary>
    /// <exception cref="ArgumentException">It is not a number, or too large to be a price.</exception>
    public static implicit operator Price(double value) => new(Exact.Decimal(value, "price"));

    /// <summary>The exact price, invariant.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
