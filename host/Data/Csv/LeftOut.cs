namespace StrategyHost.Data.Csv;

/// <summary>Lines of a file that are no rows and were not meant to be: a sentence at its end, such as <c>Downloaded from … as of
/// …</c>.</summary>
internal static class LeftOut
{
    /// <summary>Whether a line that is no bar is a closing sentence.</summary>
    /// <param name="line">The line.</param>
    /// <param name="row">What has read it.</param>
    /// <param name="isLast">Whether it is the file's last.</param>
    public static bool Is(ReadOnlySpan<byte> line, CsvRow row, bool isLast)
    {
        if (!isLast) return false;
        bool isAlone = row.FieldCount <= 2 || line.TrimEnd(",;\t|"u8).IndexOfAny(",;\t|"u8) < 0;
        bool hasWords = line.Contains((byte)' ') || line.Contains((byte)':') || line[0] == (byte)'#';
        var text = line.TrimStart("\" #*-"u8);
        return isAlone && hasWords && !text.IsEmpty && (char.IsAsciiLetter((char)text[0]) || text[0] >= 128);
    }
}
