using System.Text;

namespace StrategyHost.Data.Csv;

/// <summary>Finds out from a file's first line how its rows are laid out.</summary>
internal static class CsvRecognizer
{
    private const int KlineFields = 12;
    private const string Delimiters = ",;\t|";
    private const string Order = "time,open,high,low,close,volume";

    /// <summary>Finds the layout.</summary>
    /// <exception cref="DataException">The line does not say which column is which.</exception>
    public static CsvLayout Recognize(string file, ReadOnlySpan<byte> firstLine, CsvOptions options)
    {
        byte delimiter = options.Delimiter is { } given ? (byte)given : FindDelimiter(file, firstLine);
        var fields = new Fields();
        fields.Split(firstLine, delimiter);
        var first = new string[fields.Count];
        for (int i = 0; i < first.Length; i++) first[i] = Encoding.UTF8.GetString(fields.Get(firstLine, i));
        bool hasHeader = !first.Any(f => double.TryParse(f, System.Globalization.CultureInfo.InvariantCulture, out _));
        if (options.Columns is { } columns) return Named(file, delimiter, hasHeader, columns.Split(','), options, "--columns");
        if (hasHeader) return Named(file, delimiter, hasHeader: true, first, options, "its header");
        if (first.Length == KlineFields && first[0].Length is 13 or 16 && first[0].All(char.IsAsciiDigit)) return Klines(delimiter);
        if (first.Length is 5 or 6) return Named(file, delimiter, hasHeader: false, Order.Split(',')[..first.Length], options, $"the usual order {Order}, for want of a header");
        throw new DataException($"{file}:1: there is no header, and {first.Length} columns are not in an order that is known: say which is which with --columns {Order} (and - for a column to leave out).");
    }

    /// <summary>A layout for rows of another known format, without a header.</summary>
    public static CsvLayout InOrder(string description) => new()
    {
        Delimiter = (byte)',',
        HasHeader = false,
        Time = 0,
        Open = 1,
        High = 2,
        Low = 3,
        Close = 4,
        Volume = 5,
        Description = description,
    };

    private static byte FindDelimiter(string file, ReadOnlySpan<byte> line)
    {
        byte best = 0;
        int most = 0;
        foreach (char candidate in Delimiters)
        {
            int count = line.Count((byte)candidate);
            if (count > most) (best, most) = ((byte)candidate, count);
        }

        if (most >= 4) return best;
        throw new DataException($"{file}:1: this is no table of bars: fewer than five columns stand between commas, semicolons, tabs or bars. Another delimiter is given with --delimiter.");
    }

    private static CsvLayout Klines(byte delimiter) => InOrder("Binance klines") with
    {
        Delimiter = delimiter,
        Stamps = BarStamps.Start,
        Zone = "UTC",
    };

    private static CsvLayout Named(string file, byte delimiter, bool hasHeader, string[] names, CsvOptions options, string source)
    {
        var (time, timeOfDay, open, high, low, close, volume) = HeaderNames.Find(names);
        foreach (var (column, name) in new[] { (time, "time"), (open, "open"), (high, "high"), (low, "low"), (close, "close") })
        {
            if (column >= 0) continue;
            throw new DataException($"{file}:1: {source} has no column for the {name}; the columns are {string.Join(", ", names.Select(n => n.Trim()))}. Say which is which with --columns {Order} (and - for a column to leave out).");
        }

        return new CsvLayout
        {
            Delimiter = delimiter,
            HasHeader = hasHeader,
            Time = time,
            TimeOfDay = timeOfDay,
            Open = open,
            High = high,
            Low = low,
            Close = close,
            Volume = volume,
            TimeFormat = options.TimeFormat,
            Description = $"columns by {source}: {Roles(names, time, timeOfDay, open, high, low, close, volume)}",
        };
    }

    private static string Roles(string[] names, int time, int timeOfDay, int open, int high, int low, int close, int volume)
    {
        var roles = new List<string>();
        void Add(string role, int column)
        {
            if (column >= 0) roles.Add($"{role} = {names[column].Trim()}");
        }

        Add("time", time);
        Add("time of day", timeOfDay);
        Add("open", open);
        Add("high", high);
        Add("low", low);
        Add("close", close);
        Add("volume", volume);
        return string.Join(", ", roles);
    }
}
