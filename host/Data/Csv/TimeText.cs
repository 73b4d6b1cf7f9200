using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace StrategyHost.Data.Csv;

/// <summary>
/// Reads times as files write them: ISO 8601 with or without an offset, dates with dashes, slashes, dots or nothing between
/// year, month and day in that order, and Unix times in seconds, milliseconds, microseconds or nanoseconds. Forms that
/// begin with a day or a month are not guessed at.
/// </summary>
internal static class TimeText
{
    private const int TicksPerMicrosecond = 10;
    internal const int FirstYear = 1800;
    internal const int LastYear = 2200;

    public static bool TryParse(ReadOnlySpan<byte> text, out ReadTime time)
    {
        if (IsoText.TryParse(text, out time)) return true;
        time = default;
        return text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 ? TryDigits(text, out time) : TryParts(text, out time);
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

    /// <summary>Reads a time of day: HH:mm, HH:mm:ss, HHmm or HHmmss.</summary>
    public static bool TryTimeOfDay(ReadOnlySpan<byte> text, out TimeSpan time)
    {
        time = default;
        if (text.Contains((byte)':')) return TryClock(text, out time);
        if (text.Length is not (4 or 6) || !TryNumber(text, out int digits)) return false;
        if (text.Length == 4) digits *= 100;
        return TryClock(digits / 10000, digits / 100 % 100, digits % 100, 0, out time);
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out ReadTime time)
    {
        time = default;
        if (!Utf8Parser.TryParse(text, out long number, out int read) || read != text.Length) return false;
        switch (text.Length)
        {
            case 8:
                return TryDate((int)(number / 10000), (int)(number / 100 % 100), (int)(number % 100), default, isDate: true, out time);
            case 12 or 14:
                if (text.Length == 12) number *= 100;
                return TryClock((int)(number / 10000 % 100), (int)(number / 100 % 100), (int)(number % 100), 0, out var clock)
                    && TryDate((int)(number / 10000000000), (int)(number / 100000000 % 100), (int)(number / 1000000 % 100), clock, isDate: false, out time);
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

    private static bool TryUnix(long number, long ticks, out ReadTime time)
    {
        time = new ReadTime(DateTime.UnixEpoch.AddTicks(number * ticks), IsDate: false);
        return true;
    }

    private static bool TryParts(ReadOnlySpan<byte> text, out ReadTime time)
    {
        time = default;
        int dateLength = text.IndexOfAny((byte)' ', (byte)'T');
        var date = dateLength < 0 ? text : text[..dateLength];
        if (!TryYearMonthDay(date, out int year, out int month, out int day)) return false;
        if (dateLength < 0) return TryDate(year, month, day, default, isDate: true, out time);
        var rest = text[(dateLength + 1)..].TrimStart((byte)' ');
        if (!TryOffset(ref rest, out var offset)) return false;
        if (!TryTimeOfDay(rest, out var clock) || !TryDate(year, month, day, clock, isDate: false, out time)) return false;
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
        return second > 0 && TryNumber(date[..4], out year) && TryNumber(rest[..second], out month) && TryNumber(rest[(second + 1)..], out day);
    }

    /// <summary>Takes Z, +hh:mm, +hhmm or +hh from the end of a time; null when there is none.</summary>
    private static bool TryOffset(ref ReadOnlySpan<byte> text, out TimeSpan? offset)
    {
        offset = null;
        if (text.IsEmpty) return false;
        if (text[^1] == (byte)'Z')
        {
            offset = TimeSpan.Zero;
            text = text[..^1];
            return true;
        }

        int sign = text.LastIndexOfAny((byte)'+', (byte)'-');
        if (sign < 0) return true;
        var digits = text[(sign + 1)..];
        bool isRead = digits.Length == 2
            ? TryNumber(digits, out int hours) & TryClock(hours, 0, 0, 0, out var ahead)
            : TryTimeOfDay(digits, out ahead);
        offset = text[sign] == (byte)'-' ? -ahead : ahead;
        text = text[..sign].TrimEnd((byte)' ');
        return isRead;
    }

    /// <summary>Reads HH:mm or HH:mm:ss, with a fraction of up to seven digits.</summary>
    private static bool TryClock(ReadOnlySpan<byte> text, out TimeSpan time)
    {
        time = default;
        int first = text.IndexOf((byte)':');
        var rest = text[(first + 1)..];
        int second = rest.IndexOf((byte)':');
        var minutes = second < 0 ? rest : rest[..second];
        var seconds = second < 0 ? default : rest[(second + 1)..];
        int point = seconds.IndexOf((byte)'.');
        var fraction = point < 0 ? default : seconds[(point + 1)..];
        if (point >= 0) seconds = seconds[..point];
        int wholeSeconds = 0;
        return TryNumber(text[..first], out int hour) && TryNumber(minutes, out int minute)
            && (seconds.IsEmpty || TryNumber(seconds, out wholeSeconds))
            && TryFraction(fraction, out int ticks) && TryClock(hour, minute, wholeSeconds, ticks, out time);
    }

    private static bool TryFraction(ReadOnlySpan<byte> digits, out int ticks)
    {
        ticks = 0;
        if (digits.Length > 9) return false;
        for (int i = 0; i < Math.Max(digits.Length, 7); i++)
        {
            int digit = i < digits.Length ? digits[i] - '0' : 0;
            if (digit is < 0 or > 9) return false;
            if (i < 7) ticks = (ticks * 10) + digit;
        }

        return true;
    }

    private static bool TryClock(int hour, int minute, int second, int ticks, out TimeSpan time)
    {
        time = default;
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59) return false;
        time = new TimeSpan((((hour * 60L) + minute) * 60 + second) * TimeSpan.TicksPerSecond + ticks);
        return true;
    }

    private static bool TryDate(int year, int month, int day, TimeSpan clock, bool isDate, out ReadTime time)
    {
        time = default;
        if (year is < FirstYear or > LastYear || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        time = new ReadTime(new DateTime(year, month, day) + clock, isDate);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, out int number) =>
        Utf8Parser.TryParse(text, out number, out int read) && read == text.Length && text.Length > 0 && text[0] is >= (byte)'0' and <= (byte)'9';
}
