using System.Globalization;

namespace StrategyHost.Engine.Venues;

/// <summary>How long a message to the venue takes: always the same, or evenly spread between two bounds.</summary>
/// <param name="Least">The shortest.</param>
/// <param name="Most">The longest.</param>
public readonly record struct LatencySpan(TimeSpan Least, TimeSpan Most)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Reads <c>0</c>, <c>250ms</c>, <c>1.5s</c> or <c>50ms..200ms</c>.</summary>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static LatencySpan Parse(string text)
    {
        var parts = text.Split("..");
        if (parts.Length <= 2 && Time(parts[0]) is { } least && Time(parts[^1]) is { } most && least <= most)
            return new LatencySpan(least, most);
        throw new FormatException($"The latency '{text}' is not known: write 0, 250ms, 1.5s or 50ms..200ms, at most an hour.");
    }

    /// <summary>As it is written.</summary>
    public override string ToString() => Least == Most ? Text(Least) : $"{Text(Least)}..{Text(Most)}";

    private static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds}ms");

    private static TimeSpan? Time(string text)
    {
        if (text == "0") return TimeSpan.Zero;
        var (number, unit) =
            text.EndsWith("ms", StringComparison.Ordinal) ? (text[..^2], 1.0) : text.EndsWith('s') ? (text[..^1], 1000.0) : ("", 0);
        bool isRead = double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value);
        return isRead && value * unit <= Longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(value * unit) : null;
    }
}
