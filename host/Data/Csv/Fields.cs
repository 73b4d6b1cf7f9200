namespace StrategyHost.Data.Csv;

/// <summary>The fields of one row, as ranges of its bytes.</summary>
internal sealed class Fields
{
    private (int Start, int Length)[] ranges = new (int, int)[16];

    public int Count { get; private set; }

    /// <summary>Finds the fields of a row. A delimiter within double quotes belongs to its field.</summary>
    public void Split(ReadOnlySpan<byte> line, byte delimiter)
    {
        Count = 0;
        if (line.Contains((byte)'"'))
        {
            SplitQuoted(line, delimiter);
            return;
        }

        int start = 0;
        for (int length = line.IndexOf(delimiter); length >= 0; length = line[start..].IndexOf(delimiter))
        {
            Add(start, length);
            start += length + 1;
        }

        Add(start, line.Length - start);
    }

    /// <summary>A field without the blanks and the quotes around it; empty where the row is too short.</summary>
    public ReadOnlySpan<byte> Get(ReadOnlySpan<byte> line, int index)
    {
        if ((uint)index >= (uint)Count) return default;
        var field = line.Slice(ranges[index].Start, ranges[index].Length);
        if (field.IsEmpty || (field[0] > (byte)'"' && field[^1] > (byte)'"')) return field;
        field = field.Trim((byte)' ');
        return field.Length >= 2 && field[0] == (byte)'"' && field[^1] == (byte)'"' ? field[1..^1].Trim((byte)' ') : field;
    }

    /// <summary>Reads a field as a number.</summary>
    public bool TryGetNumber(ReadOnlySpan<byte> line, int index, out double number) => NumberText.TryParse(Get(line, index), out number);

    private void SplitQuoted(ReadOnlySpan<byte> line, byte delimiter)
    {
        int start = 0;
        bool isQuoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == (byte)'"') isQuoted = !isQuoted;
            if (line[i] != delimiter || isQuoted) continue;
            Add(start, i - start);
            start = i + 1;
        }

        Add(start, line.Length - start);
    }

    private void Add(int start, int length)
    {
        if (Count == ranges.Length) Array.Resize(ref ranges, Count * 2);
        ranges[Count++] = (start, length);
    }
}
