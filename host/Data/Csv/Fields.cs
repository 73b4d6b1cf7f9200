using System.Buffers.Text;

namespace StrategyHost.Data.Csv;

/// <summary>The fields of one row, as ranges of its bytes.</summary>
internal sealed class Fields
{
    private readonly List<(int Start, int Length)> ranges = [];

    public int Count => ranges.Count;

    /// <summary>Finds the fields of a row. A delimiter within double quotes belongs to its field.</summary>
    public void Split(ReadOnlySpan<byte> line, byte delimiter)
    {
        ranges.Clear();
        int start = 0;
        bool isQuoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == (byte)'"') isQuoted = !isQuoted;
            if (line[i] != delimiter || isQuoted) continue;
            ranges.Add((start, i - start));
            start = i + 1;
        }

        ranges.Add((start, line.Length - start));
    }

    /// <summary>A field without the blanks and the quotes around it; empty where the row is too short.</summary>
    public ReadOnlySpan<byte> Get(ReadOnlySpan<byte> line, int index)
    {
        if ((uint)index >= (uint)ranges.Count) return default;
        var field = line.Slice(ranges[index].Start, ranges[index].Length).Trim((byte)' ');
        return field.Length >= 2 && field[0] == (byte)'"' && field[^1] == (byte)'"' ? field[1..^1].Trim((byte)' ') : field;
    }

    /// <summary>Reads a field as a number.</summary>
    public bool TryGetNumber(ReadOnlySpan<byte> line, int index, out double number)
    {
        var field = Get(line, index);
        return Utf8Parser.TryParse(field, out number, out int read) && read == field.Length;
    }
}
