using System.Buffers.Text;

namespace StrategyHost.Data.Csv;

/// <summary>Reads times of day: <c>09:30</c>, <c>9:30:00.250</c>, <c>9:30 PM</c>, <c>0930</c>, <c>93000</c>. <c>24:00</c> is the midnight
/// that ends the day.</summary>
internal static class ClockText
{
    /// <summary>Reads a time of day.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out TimeSpan time)
    {
        time = default;
        text = text.Trim((byte)' ');
        if (text.IsEmpty) return false;
        if ((text[^1] | 0x20) is 'm' or '.') return TryHalfDay(text, out time);
        return text.Contains((byte)':') ? TryColons(text, out time) : TryDigits(text, text.Length, out time);
    }

    /// <summary>Reads digits of which leading zeros may have been dropped: <c>93000</c> of the six of <c>093000</c>.</summary>
    /// <param name="text">The digits.</param>
    /// <param name="length">How many there are with all zeros.</param>
    /// <param name="time">The time of day.</param>
    public static bool TryDigits(ReadOnlySpan<byte> text, int length, out TimeSpan time)
    {
        time = default;
        if (text.IsEmpty || text.Length > length || text.ContainsAnyExceptInRange((byte)'0', (byte)'9') || !TryNumber(text, out int digits))
            return false;
        return length switch
        {
            1 => digits == 0,
            3 or 4 => TryTime((digits / 100, digits % 100, 0, 0), out time),
            5 or 6 => TryTime((digits / 10000, digits / 100 % 100, digits % 100, 0), out time),
            9 => TryTime((digits / 10000000, digits / 100000 % 100, digits / 1000 % 100, digits % 1000 * (int)TimeSpan.TicksPerMillisecond),
                out time),
            _ => false,
        };
    }

    /// <summary>Whether a text ends with AM or PM.</summary>
    public static bool IsHalfDay(ReadOnlySpan<byte> text)
    {
        text = text.TrimEnd(" ."u8);
        if (text.Length < 3 || (text[^1] | 0x20) != 'm') return false;
        text = text[..^1].TrimEnd((byte)'.');
        return !text.IsEmpty && (text[^1] | 0x20) is 'a' or 'p';
    }

    private static bool TryHalfDay(ReadOnlySpan<byte> text, out TimeSpan time)
    {
        time = default;
        if (!IsHalfDay(text)) return false;
        text = text.TrimEnd(" .mM"u8);
        bool isAfternoon = (text[^1] | 0x20) == 'p';
        text = text[..^1].TrimEnd(" -"u8);
        bool isRead =
            text.Contains((byte)':') ? TryColons(text, out time) : TryNumber(text, out int hour) && TryTime((hour, 0, 0, 0), out time);
        if (!isRead || time < TimeSpan.FromHours(1) || time >= TimeSpan.FromHours(13)) return TryFirstHour(isRead, isAfternoon, ref time);
        bool isTwelve = time >= TimeSpan.FromHours(12);
        if (isTwelve != isAfternoon) time += TimeSpan.FromHours(isTwelve ? -12 : 12);
        return true;
    }

    /// <summary>Some write the first hour after midnight as 00:30 AM; the first after noon is always 12.</summary>
    private static bool TryFirstHour(bool isRead, bool isAfternoon, ref TimeSpan time) =>
        isRead && !isAfternoon && time < TimeSpan.FromHours(1);

    /// <summary>Reads HH:mm or HH:mm:ss, with a fraction of up to nine digits, of which seven count.</summary>
    private static bool TryColons(ReadOnlySpan<byte> text, out TimeSpan time)
    {
        time = default;
        int first = text.IndexOf((byte)':');
        var rest = text[(first + 1)..];
        int second = rest.IndexOf((byte)':');
        var minutes = second < 0 ? rest : rest[..second];
        var seconds = second < 0 ? default : rest[(second + 1)..];
        int point = seconds.IndexOfAny((byte)'.', (byte)',');
        var fraction = point < 0 ? default : seconds[(point + 1)..];
        if (point >= 0) seconds = seconds[..point];
        int wholeSeconds = 0;
        return TryNumber(text[..first], out int hour) && TryNumber(minutes, out int minute)
            && (seconds.IsEmpty || TryNumber(seconds, out wholeSeconds))
            && TryFraction(fraction, out int ticks) && TryTime((hour, minute, wholeSeconds, ticks), out time);
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

    private static bool TryTime((int Hour, int Minute, int Second, int Ticks) parts, out TimeSpan time)
    {
        var (hour, minute, second, ticks) = parts;
        time = default;
        bool isEndOfDay = hour == 24 && minute == 0 && second == 0 && ticks == 0;
        if ((hour is < 0 or > 23 && !isEndOfDay) || minute is < 0 or > 59 || second is < 0 or > 59) return false;
        time = new TimeSpan((((((hour * 60L) + minute) * 60) + second) * TimeSpan.TicksPerSecond) + ticks);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, out int number) =>
        Utf8Parser.TryParse(text, out number, out int read) && read == text.Length && text.Length > 0
            && text[0] is >= (byte)'0' and <= (byte)'9';
}
