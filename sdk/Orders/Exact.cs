using System.Globalization;

namespace StrategyHost;

/// <summary>From measured numbers to exact ones.</summary>
internal static class Exact
{
    private const double Largest = 1e15;

    /// <summary>The decimal nearest to a computed number, to 15 significant digits: what the number was meant to say.</summary>
    public static decimal Decimal(double value, string what)
    {
        if (double.IsFinite(value) && Math.Abs(value) <= Largest) return (decimal)value;
        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
            $"{value} is not a usable {what}: look for a division by zero or an indicator that is not ready."), nameof(value));
    }
}
