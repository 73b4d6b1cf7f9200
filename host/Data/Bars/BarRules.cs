using System.Globalization;

namespace StrategyHost.Data.Bars;

/// <summary>What every bar must satisfy before anything trusts it.</summary>
internal static class BarRules
{
    /// <summary>What is wrong with a bar's own numbers, as the end of a sentence; null when nothing is.</summary>
    public static string? OfPrices(in Bar bar)
    {
        if (bar.Open <= 0) return NotPositive("open", bar.Open);
        if (bar.High <= 0) return NotPositive("high", bar.High);
        if (bar.Low <= 0) return NotPositive("low", bar.Low);
        return bar.Close <= 0 ? NotPositive("close", bar.Close) : OfShape(bar);
    }

    /// <summary>What is wrong with a bar's own numbers where prices may be zero and below, as the end of a sentence; null when nothing
    /// is.</summary>
    public static string? OfShape(in Bar bar)
    {
        if (bar.High < bar.Low) return Pair("high", bar.High, "below its low", bar.Low);
        if (bar.High < bar.Open) return Pair("high", bar.High, "below its open", bar.Open);
        if (bar.High < bar.Close) return Pair("high", bar.High, "below its close", bar.Close);
        if (bar.Low > bar.Open) return Pair("low", bar.Low, "above its open", bar.Open);
        if (bar.Low > bar.Close) return Pair("low", bar.Low, "above its close", bar.Close);
        return bar.Volume < 0 ? string.Create(CultureInfo.InvariantCulture, $"its volume {bar.Volume} is negative") : null;
    }

    /// <summary>What is wrong with a bar's place behind the one that ended at <paramref name="previousEnd"/> ticks; null when nothing
    /// is.</summary>
    public static string? OfOrder(in Bar bar, long previousEnd)
    {
        if (bar.End.Ticks == previousEnd) return $"a bar that ends at {At(bar.End)} stands there already";
        if (bar.End.Ticks < previousEnd)
            return $"the bar that ends at {At(bar.End)} comes after one that ends at {At(new DateTime(previousEnd, DateTimeKind.Utc))}: "
                + $"rows must be sorted by time";
        return bar.Start.Ticks < previousEnd
            ? $"the bar that starts at {At(bar.Start)} overlaps the one before it, which ends at "
                + $"{At(new DateTime(previousEnd, DateTimeKind.Utc))}" : null;
    }

    private static string NotPositive(string name, double price) =>
        string.Create(CultureInfo.InvariantCulture,
            $"its {name} {price} is not above zero (prices that may be are let in with --allow-negative-price, or allowNegativePrice in "
                + $"instruments.json)");

    private static string Pair(string name, double price, string relation, double other) =>
        string.Create(CultureInfo.InvariantCulture, $"its {name} {price} is {relation} {other}");

    private static string At(DateTime utc) => utc.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
