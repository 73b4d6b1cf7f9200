using System.Globalization;

namespace StrategyHost.Engine.Costs;

/// <summary>Reads how slippage is written on the command line and in configuration.</summary>
public static class SlippageSpec
{
    /// <summary>Reads a slippage.</summary>
    /// <exception cref="FormatException">The text is none of the forms; the message lists them.</exception>
    public static Slippage Parse(string text)
    {
        string spec = text.Trim();
        if (Amount(spec, "bps") is { } basisPoints) return new BasisPointSlippage(basisPoints);
        if ((Amount(spec, "ticks") ?? Amount(spec, "tick")) is { } ticks) return new TickSlippage(ticks);
        if (Amount(spec, "volume") is { } share) return new VolumeShareSlippage(share);
        if (Amount(spec, "spread") is { } spread) return new SpreadSlippage(spread);
        if (Amount(spec, "sqrt") is { } root) return new SquareRootSlippage(root);
        return Amount(spec, "") switch
        {
            0 => new NoSlippage(),
            { } distance => new PriceSlippage(distance),
            null => throw new FormatException(
                $"The slippage '{text}' is not known: write 0, 5bps, 0.01 (price units), 1tick, 0.5spread, 0.1volume or 1sqrt."),
        };
    }

    private static double? Amount(string spec, string unit) =>
        spec.EndsWith(unit, StringComparison.Ordinal)
        && double.TryParse(spec.AsSpan(0, spec.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out double amount)
            ? amount
            : null;
}
