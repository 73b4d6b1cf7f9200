using System.Globalization;

namespace StrategyHost;

/// <summary>How long a bar lasts. Written <c>1d</c>, <c>1h</c>, <c>5m</c>, <c>30s</c>; <c>tick</c>, <c>100ticks</c>, <c>5000volume</c>, <c>1000000value</c>.</summary>
public readonly record struct Resolution
{
    private Resolution(TimeSpan span) => Span = span;

    private Resolution(BarMeasure measure, double amount)
    {
        Measure = measure;
        Amount = amount;
    }

    /// <summary>One trading session a bar.</summary>
    public static Resolution Day { get; } = new(TimeSpan.FromDays(1));

    /// <summary>One hour a bar.</summary>
    public static Resolution Hour { get; } = new(TimeSpan.FromHours(1));

    /// <summary>One minute a bar.</summary>
    public static Resolution Minute { get; } = new(TimeSpan.FromMinutes(1));

    /// <summary>Each quote or trade by itself.</summary>
    public static Resolution Tick { get; } = new(BarMeasure.Ticks, 1);

    /// <summary>What ends a bar.</summary>
    public BarMeasure Measure { get; }

    /// <summary>How much of its measure ends a bar; 0 for bars of time.</summary>
    public double Amount { get; }

    /// <summary>The length of a bar of time; for <see cref="Day"/> it stands for one session, however long that is. Zero for others.</summary>
    public TimeSpan Span { get; }

    /// <summary>Whether a bar is one trading session.</summary>
    public bool IsDaily => Span == TimeSpan.FromDays(1);

    /// <summary>Whether a bar is a single quote or trade.</summary>
    public bool IsTick => this == Tick;

    /// <summary>Whether bars of it can be built from finer ones.</summary>
    public bool CanBeBuiltFrom(Resolution finer) => Measure switch
    {
        _ when finer.IsTick => true,
        BarMeasure.Time => finer.Measure == BarMeasure.Time && Span.Ticks % finer.Span.Ticks == 0,
        BarMeasure.Ticks => false,
        _ => finer.Measure == BarMeasure.Time,
    };

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
            : throw new FormatException($"'{text}' is not a resolution: write 1d, 1h, 5m, 1m or 30s, tick, 100ticks, 5000volume or 1000000value.");

    /// <summary>Reads a resolution; false when the text is not one.</summary>
    public static bool TryParse(string? text, out Resolution resolution)
    {
        resolution = default;
        if (TryMeasure(text, out resolution)) return true;
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
        if (Measure != BarMeasure.Time)
            return IsTick ? "tick" : string.Create(CultureInfo.InvariantCulture, $"{Amount}{Measure.ToString().ToLowerInvariant()}");
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

    private static bool TryMeasure(string? text, out Resolution resolution)
    {
        resolution = Tick;
        if (text is "tick") return true;
        foreach (var measure in new[] { BarMeasure.Ticks, BarMeasure.Volume, BarMeasure.Value })
        {
            string name = measure.ToString().ToLowerInvariant();
            if (text is null || !text.EndsWith(name, StringComparison.Ordinal)) continue;
            bool isRead = double.TryParse(text.AsSpan(0, text.Length - name.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double amount);
            resolution = new Resolution(measure, amount);
            return isRead && amount > 0 && (measure != BarMeasure.Ticks || Math.Floor(amount) == amount);
        }

        return false;
    }
}
