using System.Globalization;
using System.Runtime.CompilerServices;

namespace StrategyHost.Indicators.Windows;

/// <summary>What the numbers that set an indicator up must be.</summary>
internal static class Require
{
    private const int LongestPeriod = 1_000_000;

    /// <summary>A number of bars from <paramref name="least"/> on.</summary>
    public static int Period(int period, int least = 1, [CallerArgumentExpression(nameof(period))] string name = "")
    {
        if (period >= least && period <= LongestPeriod) return period;
        throw new ArgumentOutOfRangeException(name, string.Create(CultureInfo.InvariantCulture,
            $"A {name} of {period} bars is not possible: use {least} to {LongestPeriod}."));
    }

    /// <summary>A number above zero.</summary>
    public static double Positive(double number, [CallerArgumentExpression(nameof(number))] string name = "")
    {
        if (number > 0 && double.IsFinite(number)) return number;
        throw new ArgumentOutOfRangeException(name, string.Create(CultureInfo.InvariantCulture,
            $"A {name} of {number} is not possible: use a number above zero."));
    }
}
