using System.Text;
using NodaTime;

namespace StrategyHost.Data.Csv;

/// <summary>Finds out from the first rows of a file how its times are written.</summary>
internal static class TimeForms
{
    /// <summary>What the user writes for an order of numbers.</summary>
    public static string NameOf(DateOrder order) => order switch
    {
        DateOrder.MonthDayYear => "MM/dd/yyyy",
        DateOrder.DayMonthYear => "dd/MM/yyyy",
        _ => "yyyy/MM/dd",
    };

    /// <summary>The order that a form of times names, when it names nothing but a date in numbers; null otherwise.</summary>
    public static DateOrder? OrderOf(string format)
    {
        string letters = new([.. format.Where(char.IsAsciiLetter)]);
        string order = string.Concat(letters.Where((c, i) => i == 0 || letters[i - 1] != c));
        if (letters.Contains("MMM", StringComparison.Ordinal)) return null;
        return order switch
        {
            "Mdy" => DateOrder.MonthDayYear,
            "dMy" => DateOrder.DayMonthYear,
            "yMd" => DateOrder.YearMonthDay,
            _ => null,
        };
    }

    /// <summary>The form of times.</summary>
    /// <param name="file">How messages call the file.</param>
    /// <param name="times">The times of the first rows as they stand there.</param>
    /// <param name="clocks">Their times of day, where those are in a column of their own.</param>
    /// <param name="options">What the user says.</param>
    /// <exception cref="DataException">The dates can be read in two ways.</exception>
    public static TimeForm Infer(string file, IReadOnlyList<byte[]> times, IReadOnlyList<byte[]> clocks, CsvOptions options)
    {
        var form = new TimeForm { ClockDigits = ClockDigits(clocks) };
        if (options.TimeFormat is { } format)
            return OrderOf(format) is { } said ? form with { Order = said } : form with { Format = format };
        string? suffix = ZoneSuffix(times);
        var texts = suffix is null
            ? times : [.. times.Select(t => t.AsSpan(0, Math.Max(0, t.Length - suffix.Length)).TrimEnd((byte)' ').ToArray())];
        return form with { ZoneSuffix = suffix, Order = Order(file, texts), IsMidnight = AreDates(texts, options) };
    }

    /// <summary>Whether times are dates that were written as midnights with an offset: the offset's date is meant, whatever it is in
    /// UTC.</summary>
    private static bool AreDates(IReadOnlyList<byte[]> times, CsvOptions options)
    {
        bool canBeDays = options.Stamps != BarStamps.End && options.Resolution is null or { IsOfDays: true };
        return canBeDays && (times.Count > 1 || (times.Count == 1 && options.Resolution is not null))
            && times.All(t => IsMidnightWithOffset(t));
    }

    private static DateOrder? Order(string file, IReadOnlyList<byte[]> times)
    {
        int monthFirst = 0, dayFirst = 0, yearFirst = 0;
        foreach (var text in times)
        {
            if (TimeText.TryParse(text, out _)) return null;
            if (TimeText.TryParse(text, DateOrder.MonthDayYear, out _)) monthFirst++;
            if (TimeText.TryParse(text, DateOrder.DayMonthYear, out _)) dayFirst++;
            if (TimeText.TryParse(text, DateOrder.YearMonthDay, out _)) yearFirst++;
        }

        int most = Math.Max(monthFirst, Math.Max(dayFirst, yearFirst));
        if (most == 0) return null;
        var possible = new List<DateOrder>();
        if (dayFirst == most) possible.Add(DateOrder.DayMonthYear);
        if (monthFirst == most) possible.Add(DateOrder.MonthDayYear);
        if (yearFirst == most) possible.Add(DateOrder.YearMonthDay);
        if (possible.Count == 1) return possible[0];
        string ways = string.Join(" or ", possible.Select(p => $"--time-format {NameOf(p)}"));
        throw new DataException(
            $"{file}: dates such as '{Encoding.UTF8.GetString(times[0])}' do not read in one way only: say which it is with "
                + $"'strategyhost data import FILE' and {ways}.");
    }

    /// <summary>The time zone's name that ends every time, as Interactive Brokers writes it: <c>20240105 09:30:00 US/Eastern</c>.</summary>
    private static string? ZoneSuffix(IReadOnlyList<byte[]> times)
    {
        if (times.Count == 0 || times[0].AsSpan().LastIndexOf((byte)' ') is not (> 0 and var blank)) return null;
        string name = Encoding.UTF8.GetString(times[0].AsSpan(blank + 1));
        bool isZone = name.Length >= 3 && char.IsAsciiLetter(name[0]) && !OffsetText.IsAbbreviation(name)
            && DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is not null;
        return isZone ? name : null;
    }

    private static bool IsMidnightWithOffset(ReadOnlySpan<byte> text)
    {
        int clock = text.IndexOfAny((byte)' ', (byte)'T') + 1;
        if (clock is not (9 or 11)) return false;
        var rest = text[clock..];
        return OffsetText.TryTake(ref rest, out var offset) && offset is not null && ClockText.TryParse(rest, out var time)
            && time == TimeSpan.Zero;
    }

    /// <summary>Six where digits of a clock lost their leading zeros: 93000 beside 160000, or 0 beside 10000.</summary>
    private static int ClockDigits(IReadOnlyList<byte[]> clocks)
    {
        if (clocks.Count == 0 || clocks.Any(c => c.Length is 0 or > 6 || c.AsSpan().ContainsAnyExceptInRange((byte)'0', (byte)'9')))
            return 0;
        int longest = clocks.Max(c => c.Length);
        if (longest is 5 or 6) return 6;
        return longest is 3 or 4 && clocks.Any(c => c.Length != 4) ? 4 : 0;
    }
}
