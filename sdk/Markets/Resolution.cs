using System.Globalization;

namespace StrategyHost;

/// <summary>How long a bar lasts. Written <c>1d</c>, <c>1h</c>, <c>5m</c>, <c>30s</c>.</summary>
public readonly record struct Resolution
{
    private Resolution(TimeSpan span) => Span = span;

    /// <summary>One trading session a bar.</summary>
    public static Resolution Day { get; } = new(TimeSpan.FromDays(1));

    /// <summary>One hour a bar.</summary>
    public static Resolution Hour { get; } = new(TimeSpan.FromHours(1));

    /// <summary>One minute a bar.</summary>
    public static Resolution Minute { get; } = new(TimeSpan.FromMinutes(1));

    /// <summary>The length of a bar; for <see cref="Day"/> it stands for one session, however long that is.</summary>
    public TimeSpan Span { get; }

    /// <summary>Whether a bar is one trading session.</summary>
    public bool IsDaily => Span == TimeSpan.FromDays(1);

    /// <summary>A resolution of so many seconds, minutes or hours that divide a day evenly, or of one day.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is not above zero, or does not divide a day evenly.</exception>
    public static Resolution Of(TimeSpan span)
    {
        if (span < TimeSpan.FromSeconds(1) || TimeSpan.TicksPerDay % span.Ticks != 0)
            throw new ArgumentOutOfRangeException(nameof(span), $"A bar cannot last {span}: use a length that divides a day evenly, such as 1m, 5m, 1h or 1d.");
        return new Resolution(span);
    }

    /// <summary>Reads <c>1d</c>, <c>4h</c>, <c>15m</c> or <c>30s</c>.</summary>
    /// <exception cref="FormatException">The text is not of that form, or the length does not divide a day evenly.</exception>
    public static Resolution Parse(string text) =>
        TryParse(text, out var resolution)
            ? resolution
            : throw new FormatException($"'{text}' is not a resolution: write 1d, 1h, 5m, 1m or 30s.");

    /// <summary>Reads a resolution; false when the text is not one.</summary>
    public static bool TryParse(string? text, out Resolution resolution)
    {
        resolution = default;
        if (text is not { Length: >= 2 and <= 6 }
            || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return false;
        long unit = text[^1] switch
        {
            'd' => TimeSpan.TicksPerDay,
            'h' => TimeSpan.TicksPerHour,
            'm' => TimeSpan.TicksPerMinute,
            's' => TimeSpan.TicksPerSecond,
            _ => 0,
        };
        long ticks = unit * count;
        if (ticks <= 0 || TimeSpan.TicksPerDay % ticks != 0) return false;
        resolution = new Resolution(TimeSpan.FromTicks(ticks));
        return true;
    }

    /// <summary>The shortest form: <c>1d</c>, <c>4h</c>, <c>90s</c>.</summary>
    public override string ToString()
    {
        long ticks = Span.Ticks;
        var (unit, name) = ticks switch
        {
            _ when ticks % TimeSpan.TicksPerDay == 0 => (TimeSpan.TicksPerDay, "d"),
            _ when ticks % TimeSpan.TicksPerHour == 0 => (TimeSpan.TicksPerHour, "h"),
            _ when ticks % TimeSpan.TicksPerMinute == 0 => (TimeSpan.TicksPerMinute, "m"),
            _ => (TimeSpan.TicksPerSecond, "s"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{ticks / unit}{name}");
    }
}
