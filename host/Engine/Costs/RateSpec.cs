using System.Globalization;

namespace StrategyHost.Engine.Costs;

/// <summary>Reads yearly rates.</summary>
public static class RateSpec
{
    /// <summary>Reads <c>2%</c> or <c>0.02</c>, as a ratio; 0 when none is given.</summary>
    /// <param name="setting">What messages call it.</param>
    /// <param name="text">The rate; null for none.</param>
    /// <exception cref="FormatException">It is no rate.</exception>
    public static double Parse(string setting, string? text)
    {
        if (text is null) return 0;
        bool isPercent = text.EndsWith('%');
        if (!double.TryParse(isPercent ? text[..^1] : text, NumberStyles.Float, CultureInfo.InvariantCulture, out double rate)
            || !(Math.Abs(rate) < 100))
            throw new FormatException($"{setting} takes a yearly rate such as 2% or 0.02, not '{text}'.");
        return isPercent ? rate / 100 : rate;
    }
}
