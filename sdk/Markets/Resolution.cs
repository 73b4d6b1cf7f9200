using System.Globalization;

namespace StrategyHost;

/// <summary>
/// How long a bar lasts. Written <c>1mo</c>, <c>1w</c>, <c>1d</c>, <c>1h</c>, <c>5m</c>, <c>30s</c>; <c>tick</c>, <c>100ticks</c>,
/// <c>5000volume</c>,
/// <c>1000000value</c>.
/// </summary>
public readonly record struct Resolution
{
    private const int MonthsPerYear = 12;
    private const int WeeksPerYear = 52;
    private const int DaysPerWeek = 7;
    private const int NominalDaysPerMonth = 30;
    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    private Resolution(TimeSpan span, int months = 0)
    {
        Span = span;
        Months = months;
    }

    private Resolution(BarMeasure measure, double amount)
    {
        Measure = measure;
        Amount = amount;
    }

    /// <summary>One calendar month a bar.</summary>
    public static Resolution Month { get; } = OfMonths(1);

    /// <summary>One week a bar, from Monday to Sunday.</summary>
    public static Resolution Week { get; } = new(TimeSpan.FromDays(DaysPerWeek));

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

    /// <summary>
    /// The length of a bar of time; for <see cref="Day"/> it stands for one session, however long that is, for <see cref="Week"/> for 7
    /// days,
    /// and for months for 30 days each. Zero for others.
    /// </summary>
    public TimeSpan Span { get; }

    /// <summary>How many calendar months a bar lasts, counted from January; 0 for bars that are not of months.</summary>
    public int Months { get; }

    /// <summary>Whether a bar is one trading session.</summary>
    public bool IsDaily => Span == OneDay;

    /// <summary>Whether a bar is one or more whole trading sessions: of a day, a week or months.</summary>
    public bool IsOfDays => Span >= OneDay;

    /// <summary>Whether a bar is a single quote or trade.</summary>
    public bool IsTick => this == Tick;

    /// <summary>Whether bars of it can be built from finer ones.</summary>
    public bool CanBeBuiltFrom(Resolution finer) => Measure switch
    {
        _ when finer.IsTick => true,
        BarMeasure.Time when finer.Measure != BarMeasure.Time => false,
        BarMeasure.Time when !IsOfDays || this == finer => Span.Ticks % finer.Span.Ticks == 0,
        BarMeasure.Time when finer.Months > 0 => Months % finer.Months == 0 && Months > 0,
        BarMeasure.Time => !finer.IsOfDays || finer.IsDaily,
        BarMeasure.Ticks => false,
        _ => finer.Measure == BarMeasure.Time,
    };

    /// <summary>
    /// The first and the last date of the bar to which a date belongs: the date itself for bars of a day or less, Monday and Sunday for
    /// weeks, the
    /// first and the last of the month for months.
    /// </summary>
    public (DateOnly First, DateOnly Last) DatesAround(DateOnly date)
    {
        if (Months > 0)
        {
            int month = (date.Month - 1) / Months * Months;
            var first = new DateOnly(date.Year, month + 1, 1);
            return (first, first.AddMonths(Months).AddDays(-1));
        }

        if (Span != Week.Span) return (date, date);
        var monday = date.AddDays(-(((int)date.DayOfWeek + DaysPerWeek - 1) % DaysPerWeek));
        return (monday, monday.AddDays(DaysPerWeek - 1));
    }

    /// <summary>How many bars a year has, for statistics: 52 weeks, 12 months, and the calendar's trading days for all that is
    /// shorter.</summary>
    public int PeriodsPerYear(TradingCalendar calendar) =>
        Months > 0 ? MonthsPerYear / Months : Span == Week.Span ? WeeksPerYear : calendar.PeriodsPerYear;

    /// <summary>A resolution of so many seconds, minutes or hours up to a day, or of a week.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is none of these.</exception>
    public static Resolution Of(TimeSpan span)
    {
        bool isKnown =
            span >= TimeSpan.FromSeconds(1) && span.Ticks % TimeSpan.TicksPerSecond == 0 && (span <= OneDay || span == Week.Span);
        return isKnown ? new Resolution(span) : throw new ArgumentOutOfRangeException(nameof(span),
            $"A bar cannot last {span}: use a length such as 1m, 5m, 1h, 1d or 1w.");
    }

    /// <summary>A resolution of so many calendar months, counted from January.</summary>
    /// <param name="months">1, 2, 3, 4, 6 or 12.</param>
    /// <exception cref="ArgumentOutOfRangeException">So many months do not divide a year.</exception>
    public static Resolution OfMonths(int months)
    {
        if (months < 1 || MonthsPerYear % months != 0)
            throw new ArgumentOutOfRangeException(nameof(months), $"A bar cannot last {months} months: use 1, 2, 3, 4, 6 or 12.");
        return new Resolution(TimeSpan.FromDays(NominalDaysPerMonth * months), months);
    }

    /// <summary>Reads <c>1mo</c>, <c>1w</c>, <c>1d</c>, <c>4h</c>, <c>15m</c> or <c>30s</c>.</summary>
    /// <exception cref="FormatException">The text is not of that form, or the length is not one that bars can have.</exception>
    public static Resolution Parse(string text) =>
        TryParse(text, out var resolution)
            ? resolution
            : throw new FormatException(
                $"'{text}' is not a resolution: write 1d, 1h, 5m, 1m or 30s, 1w, 1mo, tick, 100ticks, 5000volume or 1000000value.");

    /// <summary>Reads a resolution; false when the text is not one.</summary>
    public static bool TryParse(string? text, out Resolution resolution)
    {
        resolution = default;
        if (TryMeasure(text, out resolution)) return true;
        if (text is not { Length: >= 2 and <= 6 }) return false;
        bool isOfMonths = text.EndsWith("mo", StringComparison.Ordinal);
        int digits = text.Length - (isOfMonths ? 2 : 1);
        if (!int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
            return false;
        if (isOfMonths) return TryMonths(count, out resolution);
        long ticks = count * text[^1] switch
        {
            'w' => Week.Span.Ticks,
            'd' => TimeSpan.TicksPerDay,
            'h' => TimeSpan.TicksPerHour,
            'm' => TimeSpan.TicksPerMinute,
            's' => TimeSpan.TicksPerSecond,
            _ => 0,
        };
        if (ticks == 0 || (ticks > TimeSpan.TicksPerDay && ticks != Week.Span.Ticks)) return false;
        resolution = new Resolution(TimeSpan.FromTicks(ticks));
        return true;
    }

    /// <summary>The shortest form: <c>1mo</c>, <c>1w</c>, <c>1d</c>, <c>4h</c>, <c>90s</c>.</summary>
    public override string ToString()
    {
        if (Measure != BarMeasure.Time)
            return IsTick ? "tick" : string.Create(CultureInfo.InvariantCulture, $"{Amount}{Measure.ToString().ToLowerInvariant()}");
        if (Months > 0) return string.Create(CultureInfo.InvariantCulture, $"{Months}mo");
        long ticks = Span.Ticks;
        var (unit, name) = ticks switch
        {
            _ when ticks % Week.Span.Ticks == 0 => (Week.Span.Ticks, "w"),
            _ when ticks % TimeSpan.TicksPerDay == 0 => (TimeSpan.TicksPerDay, "d"),
            _ when ticks % TimeSpan.TicksPerHour == 0 => (TimeSpan.TicksPerHour, "h"),
            _ when ticks % TimeSpan.TicksPerMinute == 0 => (TimeSpan.TicksPerMinute, "m"),
            _ => (TimeSpan.TicksPerSecond, "s"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{ticks / unit}{name}");
    }

    private static bool TryMonths(int count, out Resolution resolution)
    {
        bool isKnown = count <= MonthsPerYear && MonthsPerYear % count == 0;
        resolution = isKnown ? OfMonths(count) : default;
        return isKnown;
    }

    private static bool TryMeasure(string? text, out Resolution resolution)
    {
        resolution = Tick;
        if (text is "tick") return true;
        foreach (var measure in new[] { BarMeasure.Ticks, BarMeasure.Volume, BarMeasure.Value })
        {
            string name = measure.ToString().ToLowerInvariant();
            if (text is null || !text.EndsWith(name, StringComparison.Ordinal)) continue;
            bool isRead = double.TryParse(text.AsSpan(0, text.Length - name.Length), NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out double amount);
            resolution = new Resolution(measure, amount);
            return isRead && amount > 0 && (measure != BarMeasure.Ticks || Math.Floor(amount) == amount);
        }

        return false;
    }
}
