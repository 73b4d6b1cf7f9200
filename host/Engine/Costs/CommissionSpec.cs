using System.Globalization;
using StrategyHost.Engine.Costs.Presets;

namespace StrategyHost.Engine.Costs;

/// <summary>Reads how commission is written on the command line and in configuration. Several with + between are summed.</summary>
public static class CommissionSpec
{
    private const string Forms =
        "write 0, 0.1%, 0.005/share, 0.005/share:min=1:max=1%:tier=300000@0.002, 1/order, maker=0.02%:taker=0.05%, "
        + "us-equities, hong-kong, china-a, binance, okx or bybit, or several with + between";

    /// <summary>The presets by name, with what they are.</summary>
    private static readonly Dictionary<string, Func<Commission>> Presets = new()
    {
        ["us-equities"] = () => new UsEquityFees(),
        ["hong-kong"] = () => new HongKongFees(),
        ["china-a"] = () => new ChinaShareFees(),
        ["binance"] = () => CryptoFees.Binance,
        ["okx"] = () => CryptoFees.Okx,
        ["bybit"] = () => CryptoFees.Bybit,
    };

    /// <summary>Reads a commission.</summary>
    /// <exception cref="FormatException">The text is none of the forms; the message lists them.</exception>
    public static Commission Parse(string text)
    {
        var parts = text.Split('+').Select(p => One(p.Trim(), text)).ToArray();
        return parts.Length == 1 ? parts[0] : new SummedCommission(parts);
    }

    private static Commission One(string spec, string text)
    {
        if (Presets.TryGetValue(spec, out var preset)) return preset();
        var words = spec.Split(':');
        if (words is [['m', 'a', 'k', 'e', 'r', '=', .. var maker], ['t', 'a', 'k', 'e', 'r', '=', .. var taker]])
            return new MakerTakerCommission(Ratio(maker, text, mayBeNegative: true), Ratio(taker, text));
        if (words.Length == 1 && spec.EndsWith('%')) return new PercentCommission(Ratio(spec, text));
        var slash = words[0].Split('/');
        if (slash.Length == 1 && words.Length == 1)
            return Amount(spec, text) == 0 ? new NoCommission() : throw Wrong(text, "does not say what it is for");
        if (slash is [var each, "order"] && words.Length == 1) return new PerOrderCommission(Amount(each, text));
        if (slash is [var share, "share"]) return PerShare(new PerShareCommission(Amount(share, text)), words[1..], text);
        throw Wrong(text, "is not known");
    }

    private static PerShareCommission PerShare(PerShareCommission commission, string[] terms, string text)
    {
        foreach (var term in terms)
        {
            var pair = term.Split('=');
            commission = pair switch
            {
                ["min", var least] => commission with { Minimum = Amount(least, text) },
                ["max", var most] => commission with { MaximumRatio = Ratio(most, text) },
                ["tier", var tier] => commission with { Tiers = [.. commission.Tiers, Tier(tier, commission, text)] },
                _ => throw Wrong(text, "is not known"),
            };
        }

        return commission;
    }

    private static (decimal From, decimal Rate) Tier(string text, PerShareCommission before, string whole)
    {
        if (text.Split('@') is not [var from, var rate]) throw Wrong(whole, "has a tier that is not quantity@rate");
        decimal quantity = Amount(from, whole);
        if (before.Tiers.Count > 0 && quantity <= before.Tiers[^1].From) throw Wrong(whole, "has tiers that do not rise");
        return (quantity, Amount(rate, whole));
    }

    private static decimal Ratio(string percent, string text, bool mayBeNegative = false)
    {
        bool isNegative = mayBeNegative && percent.StartsWith('-');
        if (!percent.EndsWith('%')) throw Wrong(text, "has a part that is not in percent");
        decimal ratio = Amount(percent[(isNegative ? 1 : 0)..^1], text) / 100;
        return isNegative ? -ratio : ratio;
    }

    private static decimal Amount(string number, string text) =>
        decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount)
            && amount <= 1_000_000_000_000m
            ? amount
            : throw Wrong(text, "has no usable amount");

    private static FormatException Wrong(string text, string problem) => new($"The commission '{text}' {problem}: {Forms}.");
}
