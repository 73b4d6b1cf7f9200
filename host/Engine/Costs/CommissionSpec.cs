using System.Globalization;

namespace StrategyHost.Engine.Costs;

/// <summary>Reads how commission is written on the command line and in configuration.</summary>
public static class CommissionSpec
{
    private const string Forms = "write 0, 0.1%, 0.005/share, 0.005/share:min=1 or 1/order";

    /// <summary>Reads a commission.</summary>
    /// <exception cref="FormatException">The text is none of the forms; the message lists them.</exception>
    public static Commission Parse(string text)
    {
        string spec = text.Trim();
        if (spec.EndsWith('%')) return new PercentCommission(Amount(spec[..^1], text) / 100);
        int slash = spec.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return Amount(spec, text) == 0
                ? new NoCommission()
                : throw new FormatException($"The commission '{text}' does not say what it is for: {Forms}.");
        }

        decimal rate = Amount(spec[..slash], text);
        string unit = spec[(slash + 1)..];
        if (unit == "order") return new PerOrderCommission(rate);
        if (unit == "share") return new PerShareCommission(rate);
        const string minimum = "share:min=";
        if (unit.StartsWith(minimum, StringComparison.Ordinal)) return new PerShareCommission(rate, Amount(unit[minimum.Length..], text));
        throw new FormatException($"The commission '{text}' is not known: {Forms}.");
    }

    private static decimal Amount(string number, string text) =>
        decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount)
            ? amount
            : throw new FormatException($"The commission '{text}' has no usable amount: {Forms}.");
}
