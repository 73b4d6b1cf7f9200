using System.Globalization;
using StrategyHost.Data.Csv;
using StrategyHost.Engine;

namespace StrategyHost.Cli.Settings;

/// <summary>Reads options whose values are of few kinds.</summary>
internal static class Choices
{
    /// <summary>What times stand for; null when it is not given.</summary>
    /// <exception cref="FormatException">It is neither start nor end.</exception>
    public static BarStamps? Stamps(string? text) =>
        text is null ? null : WordChoice.Of("--stamps", text, ("start", BarStamps.Start), ("end", BarStamps.End));

    /// <summary>A length of bars; null when it is not given.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static Resolution? Length(string option, string? text)
    {
        if (text is null) return null;
        return Resolution.TryParse(text, out var length)
            ? length : throw new UsageException($"{option} takes a length of bars such as 1d, 1h, 5m, 1m, 1w or 1mo, not '{text}'.");
    }

    /// <summary>A number above zero; null when it is not given.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static decimal? Positive(string option, string? text)
    {
        if (text is null) return null;
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            && number is > 0 and <= 1_000_000_000_000_000m
            ? number
            : throw new UsageException($"{option} takes a number above zero, not '{text}'.");
    }

    /// <summary>A character, such as a comma or the word tab; null when it is not given.</summary>
    /// <exception cref="UsageException">It is longer.</exception>
    public static char? Character(string option, string? text) => text switch
    {
        null => null,
        "tab" or "\\t" => '\t',
        [var one] when char.IsAscii(one) => one,
        _ => throw new UsageException($"{option} takes one character, or tab, not '{text}'."),
    };
}
