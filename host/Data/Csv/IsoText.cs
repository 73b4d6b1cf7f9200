namespace StrategyHost.Data.Csv;

/// <summary>Reads the one form of times that most files have, <c>2024-03-08T21:00:00</c>, with a blank for the T and with Z or
/// without.</summary>
internal static class IsoText
{
    private const int Length = 19;

    /// <summary>Reads a time of that form; false for any other, of which nothing is said.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ReadTime time)
    {
        time = default;
        bool isUtc = text.Length == Length + 1 && text[Length] == (byte)'Z';
        if (!isUtc && text.Length != Length) return false;
        if (text[4] != (byte)'-' || text[7] != (byte)'-' || text[10] is not ((byte)'T' or (byte)' ') || text[13] != (byte)':'
            || text[16] != (byte)':') return false;
        int year = (Two(text, 0) * 100) + Two(text, 2);
        int month = Two(text, 5);
        int day = Two(text, 8);
        int hour = Two(text, 11);
        int minute = Two(text, 14);
        int second = Two(text, 17);
        if (year is < TimeText.FirstYear or > TimeText.LastYear || month is < 1 or > 12 || day < 1
            || day > DateTime.DaysInMonth(year, month)) return false;
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59) return false;
        time = new ReadTime(new DateTime(year, month, day, hour, minute, second, isUtc ? DateTimeKind.Utc : DateTimeKind.Unspecified),
            IsDate: false);
        return true;
    }

    /// <summary>Two digits as a number; far below zero when they are none.</summary>
    private static int Two(ReadOnlySpan<byte> text, int at)
    {
        uint tens = (uint)text[at] - '0';
        uint ones = (uint)text[at + 1] - '0';
        return tens <= 9 && ones <= 9 ? (int)((tens * 10) + ones) : -1_000_000;
    }
}
