using System.Globalization;

namespace StrategyHost.Reports.Diagnosis;

/// <summary>A table of a result, its rows by the names of their columns.</summary>
public sealed class StoredTable
{
    private readonly Dictionary<string, int> columns;
    private readonly List<string[]> rows;

    private StoredTable(string header, IEnumerable<string> lines)
    {
        columns = header.Split(',').Select((name, index) => (name, index)).ToDictionary(c => c.name, c => c.index);
        rows = [.. lines.Select(Fields)];
    }

    /// <summary>How many rows there are.</summary>
    public int Count => rows.Count;

    /// <summary>A field.</summary>
    public string this[int row, string column] => rows[row][columns[column]];

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static StoredTable Read(string path)
    {
        var lines = File.ReadAllLines(path);
        return lines.Length > 0 ? new StoredTable(lines[0], lines.Skip(1)) : throw new IOException($"{path} is empty.");
    }

    /// <summary>A field as a number; null when it is empty.</summary>
    public double? Number(int row, string column) =>
        this[row, column] is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>A column as numbers; empty fields are left out.</summary>
    public IEnumerable<double> Numbers(string column) => Enumerable.Range(0, Count).Select(i => Number(i, column)).OfType<double>();

    private static string[] Fields(string line)
    {
        var fields = new List<string>();
        bool isQuoted = false;
        int start = 0;
        for (int i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] == '"') isQuoted = !isQuoted;
            if (i < line.Length && (line[i] != ',' || isQuoted)) continue;
            fields.Add(line[start..i].Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal));
            start = i + 1;
        }

        return [.. fields];
    }
}
