using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace StrategyHost.Data.Csv;

/// <summary>
/// Reads times as files write them: ISO 8601 with or without an offset, dates with dashes, slashes, dots or nothing between
/// year, month and day in that order, dates whose month is a word, and Unix times in seconds, milliseconds, microseconds or
/// nanoseconds, with decimals or without. Numbers that begin with a day or a month are read only where their order is said.
/// </summary>
internal static class TimeText
{
    private const int TicksPerMicrosecond = 10;
    internal const int FirstYear = 1800;
    internal const int LastYear = 2200;

    /// <summary>Reads a time that can be read in one way only.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ReadTime time)
    {
        if (IsoText.TryParse(text, out time)) return true;
        time = default;
        if (text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0) return TryDigits(text, out time);
        return TryParts(text, out time) || TryParse(text, order: null, out time) || TryDecimals(text, out time);
    }

    /// <summary>Reads a time whose date has a known order of numbers; null for those only whose month is a word.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, DateOrder? order, out ReadTime time)
    {
        time = default;
        if (!DateText.TryTake(ref text, order, out var date)) return false;
        text = text.TrimStart(" ,T"u8);
        return TryClockOn(date, text, out time);
    }

    /// <summary>Reads a time of a form that the user has given.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, string format, out ReadTime time)
    {
        bool hasZone = format.Contains('z', StringComparison.Ordinal) || format.Contains('K', StringComparison.Ordinal);
        var styles = hasZone ? DateTimeStyles.AdjustToUniversal : DateTimeStyles.None;
        bool isRead = DateTime.TryParseExact(Encoding.UTF8.GetString(text), format, CultureInfo.InvariantCulture, styles, out var value);
        bool isDate = !format.Contains('H', StringComparison.Ordinal) && !format.Contains('h', StringComparison.Ordinal);
        time = new ReadTime(value, isDate);
        return isRead && value.Year is >= FirstYear and <= LastYear;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out ReadTime time)
    {
        time = default;
        if (!Utf8Parser.TryParse(text, out long number, out int read) || read != text.Length) return false;
        switch (text.Length)
        {
            case 8:
                return TryDate((int)(number / 10000), (int)(number / 100 % 100), (int)(number % 100), out var date)
                    && IsDate(date, out time);
            case 12 or 14:
                if (text.Length == 12) number *= 100;
                return TryDate((int)(number / 10000000000), (int)(number / 100000000 % 100), (int)(number / 1000000 % 100), out var day)
                    && ClockText.TryDigits(text[8..], text.Length - 8, out var clock) && At(day, clock, out time);
            case 9 or 10:
                return TryUnix(number, TimeSpan.TicksPerSecond, out time);
            case 13:
                return TryUnix(number, TimeSpan.TicksPerMillisecond, out time);
            case 16:
                return TryUnix(number, TicksPerMicrosecond, out time);
            case 19:
                return TryUnix(number / 100, 1, out time);
            default:
                return false;
        }
    }

    /// <summary>Reads a Unix time with decimals, such as 1704153600.0 or 1704153600000.25.</summary>
    private static bool TryDecimals(ReadOnlySpan<byte> text, out ReadTime time)
    {
        time = default;
        int point = text.IndexOf((byte)'.');
        if (point is not (9 or 10 or 13 or 16) || !TryDigits(text[..point], out var whole)) return false;
        long unit = point switch
        {
            13 => TimeSpan.TicksPerMillisecond,
            16 => TicksPerMicrosecond,
            _ => TimeSpan.TicksPerSecond,
        };
        decimal fraction = 0;
        var decimals = text[point..];
        if (decimals.Length > 1 && (!Utf8Parser.TryParse(decimals, out fraction, out int read) || read != decimals.Length)) return false;
        time = new ReadTime(whole.Time.AddTicks((long)(fraction * unit)), IsDate: false);
        return true;
    }

    private static bool TryUnix(long number, long ticks, out ReadTime time)
    {
        time = new ReadTime(DateTime.UnixEpoch.AddTicks(number * ticks), IsDate: false);
        return true;
    }

    private static bool TryParts(ReadOnlySpan<byte> text, out ReadTime time)
    {
        time = default;
        bool isPackedUtc = text.Length > 9 && text[8] == (byte)'-' && !text[..8].ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && text[9..].Contains((byte)':');
        int dateLength = isPackedUtc ? 8 : text.IndexOfAny((byte)' ', (byte)'T');
        var date = dateLength < 0 ? text : text[..dateLength].TrimEnd((byte)',');
        if (!TryYearMonthDay(date, out int year, out int month, out int day) || !TryDate(year, month, day, out var found)) return false;
        if (dateLength < 0) return IsDate(found, out time);
        var rest = text[(dateLength + 1)..].TrimStart((byte)' ');
        if (rest.IsEmpty || !TryClockOn(found, rest, out time)) return false;

        // Interactive Brokers writes UTC with a dash between date and time: 20240105-14:30:00.
        if (isPackedUtc) time = time with { Time = DateTime.SpecifyKind(time.Time, DateTimeKind.Utc) };
        return true;
    }

    private static bool TryClockOn(DateOnly date, ReadOnlySpan<byte> text, out ReadTime time)
    {
        if (text.IsEmpty) return IsDate(date, out time);
        time = default;
        if (!OffsetText.TryTake(ref text, out var offset) || !ClockText.TryParse(text, out var clock)) return false;
        At(date, clock, out time);
        if (offset is { } ahead) time = new ReadTime(DateTime.SpecifyKind(time.Time - ahead, DateTimeKind.Utc), IsDate: false);
        return true;
    }

    private static bool TryYearMonthDay(ReadOnlySpan<byte> date, out int year, out int month, out int day)
    {
        year = month = day = 0;
        if (date.Length == 8 && TryNumber(date, out int digits))
        {
            (year, month, day) = (digits / 10000, digits / 100 % 100, digits % 100);
            return true;
        }

        if (date.Length < 8 || date[4] is not ((byte)'-' or (byte)'/' or (byte)'.')) return false;
        var rest = date[5..];
        int second = rest.IndexOf(date[4]);
        return second > 0 && TryNumber(date[..4], out year) && TryNumber(rest[..second], out month)
            && TryNumber(rest[(second + 1)..], out day);
    }

    private static bool TryDate(int year, int month, int day, out DateOnly date)
    {
        date = default;
        if (year is < FirstYear or > LastYear || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        date = new DateOnly(year, month, day);
        return true;
    }

    private static bool IsDate(DateOnly date, out ReadTime time)
    {
        time = new ReadTime(date.ToDateTime(TimeOnly.MinValue), IsDate: true);
        return true;
    }

    private static bool At(DateOnly date, TimeSpan clock, out ReadTime time)
    {
        time = new ReadTime(date.ToDateTime(TimeOnly.MinValue) + clock, IsDate: false);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, out int number) =>
        Utf8Parser.TryParse(text, out number, out int read) && read == text.Length && text.Length > 0
            && text[0] is >= (byte)'0' and <= (byte)'9';
}
