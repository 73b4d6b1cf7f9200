namespace StrategyHost.Data.Csv;

/// <summary>Turns the lines of a text around, for files whose newest row comes first.</summary>
internal static class ReversedLines
{
    /// <summary>The lines from the last to the first.</summary>
    /// <param name="text">The text.</param>
    /// <param name="linesToLeaveOut">How many lines that are not blank are left out at its beginning.</param>
    /// <param name="lines">How many lines the text has, blank ones and those that are left out included.</param>
    public static MemoryStream Of(ReadOnlySpan<byte> text, int linesToLeaveOut, out int lines)
    {
        lines = text.Count((byte)'\n') + (text.IsEmpty || text[^1] == (byte)'\n' ? 0 : 1);
        int first = 0;
        for (int left = linesToLeaveOut; left > 0 && first < text.Length;)
        {
            int length = text[first..].IndexOf((byte)'\n');
            int next = length < 0 ? text.Length : first + length + 1;
            if (!text[first..next].Trim("\r\n "u8).IsEmpty) left--;
            first = next;
        }

        var reversed = new MemoryStream(text.Length + 1 - first);
        int end = text.Length > 0 && text[^1] == (byte)'\n' ? text.Length - 1 : text.Length;
        while (end >= first)
        {
            int start = end > first ? text[first..end].LastIndexOf((byte)'\n') + 1 + first : first;
            reversed.Write(text[start..end]);
            reversed.WriteByte((byte)'\n');
            end = start - 1;
        }

        reversed.Position = 0;
        return reversed;
    }
}
