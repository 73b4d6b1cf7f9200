namespace StrategyHost.Acceptance.Processes;

/// <summary>A CSV file without quoted fields, its rows by the names of their columns.</summary>
internal sealed class CsvTable
{
    private readonly Dictionary<string, int> columns;
    private readonly string[][] rows;

    private CsvTable(string[] lines)
    {
        columns = lines[0].Split(',').Select((name, index) => (name, index)).ToDictionary(c => c.name, c => c.index);
        rows = [.. lines.Skip(1).Select(l => l.Split(','))];
    }

    public int Count => rows.Length;

    public string this[int row, string column] => rows[row][columns[column]];

    public static CsvTable Read(string path) => new(File.ReadAllLines(path));

    public decimal Number(int row, string column) =>
        decimal.Parse(this[row, column], System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture);
}
