using System.Buffers.Text;
using System.Text;

namespace StrategyHost.Data.Csv;

/// <summary>Reads how far a time is ahead of UTC from its end: <c>Z</c>, <c>+02:00</c>, <c>-0500</c>, <c>GMT+0200</c>,
/// <c>EST</c>.</summary>
internal static class OffsetText
{
    /// <summary>Abbreviations that mean one offset wherever they are used. CST, IST and BST do not, and are not among them.</summary>
    private static readonly (string Name, int Hours)[] Abbreviations =
    [
        ("UTC", 0), ("GMT", 0), ("EST", -5), ("EDT", -4), ("CDT", -5), ("MST", -7), ("MDT", -6), ("PST", -8), ("PDT", -7),
        ("CET", 1), ("CEST", 2), ("EET", 2), ("EEST", 3), ("MSK", 3), ("HKT", 8), ("SGT", 8), ("JST", 9), ("KST", 9),
    ];

    /// <summary>Whether a word is an abbreviation that means one offset.</summary>
    public static bool IsAbbreviation(string word) => Array.Exists(Abbreviations, a => a.Name == word);

    /// <summary>Takes the offset from the end of a time of day.</summary>
    /// <param name="text">The time of day; without the offset when there was one.</param>
    /// <param name="offset">How far ahead of UTC the time is; null when the text does not say it.</param>
    /// <returns>False when the end of the text is no offset.</returns>
    public static bool TryTake(ref ReadOnlySpan<byte> text, out TimeSpan? offset)
    {
        offset = null;
        if (text.IsEmpty) return false;
        if (text[^1] == (byte)']' && text.LastIndexOf((byte)'[') is > 0 and var bracket) text = text[..bracket];
        if (text[^1] == (byte)'Z')
        {
            offset = TimeSpan.Zero;
            text = text[..^1].TrimEnd((byte)' ');
            return true;
        }

        if (ClockText.IsHalfDay(text)) return true;
        if (char.IsAsciiLetter((char)text[^1])) return TryName(ref text, out offset);
        int sign = text.LastIndexOfAny((byte)'+', (byte)'-');
        if (sign < 0) return true;
        var digits = text[(sign + 1)..];
        if (!TryAhead(digits, out var ahead)) return false;
        offset = text[sign] == (byte)'-' ? -ahead : ahead;
        text = text[..sign].TrimEnd((byte)' ');
        if (text.EndsWith("GMT"u8) || text.EndsWith("UTC"u8)) text = text[..^3].TrimEnd((byte)' ');
        return true;
    }

    private static bool TryAhead(ReadOnlySpan<byte> digits, out TimeSpan ahead)
    {
        if (digits.Length > 2) return ClockText.TryParse(digits, out ahead);
        bool isRead = Utf8Parser.TryParse(digits, out int hours, out int read) && read == digits.Length && hours is >= 0 and <= 23;
        ahead = TimeSpan.FromHours(isRead ? hours : 0);
        return isRead;
    }

    private static bool TryName(ref ReadOnlySpan<byte> text, out TimeSpan? offset)
    {
        offset = null;
        int start = text.Length;
        while (start > 0 && char.IsAsciiLetter((char)text[start - 1])) start--;
        var name = text[start..];
        if (name.Length is < 3 or > 4) return false;
        string word = Encoding.UTF8.GetString(name);
        int index = Array.FindIndex(Abbreviations, a => a.Name == word);
        if (index < 0) return false;
        offset = TimeSpan.FromHours(Abbreviations[index].Hours);
        text = text[..start].TrimEnd((byte)' ');
        return true;
    }
}
