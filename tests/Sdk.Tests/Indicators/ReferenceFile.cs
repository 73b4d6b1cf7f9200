using System.Globalization;

namespace StrategyHost.Sdk.Tests.Indicators;

/// <summary>One file of the reference values, by column; a blank is NaN.</summary>
internal sealed class ReferenceFile
{
    private readonly string[] header;
    private readonly List<string[]> rows;

    private ReferenceFile(string path)
    {
        var lines = File.ReadAllLines(path);
        header = lines[0].Split(',');
        rows = [.. lines.Skip(1).Select(l => l.Split(','))];
    }

    public static ReferenceFile Read(string name) =>
        new(Path.Combine(AppContext.BaseDirectory, "Indicators", "Reference", name + ".csv"));

    public static IReadOnlyList<Bar> InputBars()
    {
        var file = Read("_input_quotes");
        double[] open = file.Column("open"), high = file.Column("high"), low = file.Column("low"), close = file.Column("close"),
            volume = file.Column("volume");
        return [.. file.rows.Select((row, i) =>
        {
            var date = DateTime.SpecifyKind(DateTime.ParseExact(row[0], "yyyy-MM-dd", CultureInfo.InvariantCulture), DateTimeKind.Utc);
            return new Bar(date, date.AddDays(1), open[i], high[i], low[i], close[i], volume[i]);
        })];
    }

    public double[] Column(string name)
    {
        int index = Array.IndexOf(header, name);
        return [.. rows.Select(r => r[index] switch
        {
            "" => double.NaN,
            "true" => 1,
            "false" => 0,
            var text => double.Parse(text, CultureInfo.InvariantCulture),
        })];
    }
}
