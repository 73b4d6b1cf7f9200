namespace StrategyHost.Data.Csv;

/// <summary>Finds out from a file's first lines how its rows are laid out.</summary>
internal static class CsvRecognizer
{
    /// <summary>In how many lines a header is looked for.</summary>
    private const int MostLinesBefore = 30;

    /// <summary>The comma is the last: between semicolons it can be a decimal sign, as in 2024-01-02;1,5;1,6;1,4;1,5.</summary>
    private const string Delimiters = ";\t|,";

    /// <summary>The usual order of columns, as <c>--columns</c> takes it.</summary>
    public const string Order = "time,open,high,low,close,volume";

    /// <summary>Finds the layout.</summary>
    /// <param name="file">How messages call the file.</param>
    /// <param name="lines">Its first lines, one at the least.</param>
    /// <param name="symbol">Whose bars are wanted.</param>
    /// <param name="options">What the user says.</param>
    /// <exception cref="DataException">The lines do not say which column is which.</exception>
    public static CsvLayout Recognize(string file, IReadOnlyList<SampledLine> lines, string symbol, CsvOptions options)
    {
        if (options.Columns is not null) return Given(file, lines, options);
        for (int i = 0; i < Math.Min(lines.Count, MostLinesBefore); i++)
        {
            if (FindDelimiter(lines[i].Text, options) is not { } delimiter) continue;
            var names = HeaderText.Names(lines[i].Text, delimiter);
            if (HeaderText.IsHeader(names)) return Named(file, lines, i, delimiter, symbol, options);
        }

        if (FindDelimiter(lines[0].Text, options) is not { } first)
            throw new DataException(
                $"{file}:{lines[0].Number}: this is no table of bars: fewer than five columns stand between commas, semicolons, tabs or "
                    + $"bars. Another delimiter is given with 'strategyhost data import FILE --delimiter'.");
        return HeaderlessRows.Recognize(lines, first) ?? throw new DataException(Unknown(file, lines[0], first));
    }

    /// <summary>A layout for rows of another known format, without a header.</summary>
    public static CsvLayout InOrder(string description) => new()
    {
        Delimiter = (byte)',',
        Columns = new ColumnRoles { Time = 0, Open = 1, High = 2, Low = 3, Close = 4, Volume = 5 },
        Description = description,
    };

    private static byte? FindDelimiter(ReadOnlySpan<byte> line, CsvOptions options)
    {
        if (options.Delimiter is { } given) return (byte)given;
        foreach (char candidate in Delimiters)
        {
            if (line.Count((byte)candidate) >= 4) return (byte)candidate;
        }

        return null;
    }

    private static CsvLayout Given(string file, IReadOnlyList<SampledLine> lines, CsvOptions options)
    {
        var names = options.Columns!.Split(',');
        byte delimiter = FindDelimiter(lines[^1].Text, options)
            ?? throw new DataException(
                $"{file}:{lines[^1].Number}: fewer than five columns stand between commas, semicolons, tabs or bars. Another delimiter "
                    + $"is given with --delimiter.");
        var roles = HeaderNames.Find(names);
        if (options.Adjusted) roles = HeaderText.Adjusted(file, names, roles);
        Require(file, lines[0].Number, names, roles, "--columns");
        int header = 0;
        var fields = new Fields();
        for (int i = 0; i < Math.Min(lines.Count, MostLinesBefore); i++)
        {
            fields.Split(lines[i].Text, delimiter);
            if (!LooseNumber.TryParse(fields.Get(lines[i].Text, roles.Open), DecimalSign.Point, isVolume: false, out _)
                && !LooseNumber.TryParse(fields.Get(lines[i].Text, roles.Open), DecimalSign.Comma, isVolume: false, out _)) continue;
            header = i;
            break;
        }

        return new CsvLayout
        {
            Delimiter = delimiter,
            HeaderLines = header,
            Columns = roles,
            Stamps = HeaderNames.StampsOf(names[roles.Time]),
            Description = $"columns by --columns: {HeaderText.Roles(names, roles)}",
        };
    }

    private static CsvLayout Named(string file, IReadOnlyList<SampledLine> lines, int at, byte delimiter, string symbol, CsvOptions options)
    {
        var header = lines[at];
        var names = HeaderText.Names(header.Text, delimiter);
        int count = names.Length;
        int next = at + 1;
        var tickers = at > 0 ? HeaderText.Names(lines[at - 1].Text, delimiter) : [];
        bool isTitled = tickers.Length == count && tickers[0].Trim() is "Ticker";
        if (isTitled) names = OfSymbol(file, names, tickers, symbol);
        string time = names[0];
        for (; next < lines.Count && next < MostLinesBefore; next++)
        {
            var label = HeaderText.Names(lines[next].Text, delimiter);
            if (!HeaderNames.IsLabel(label[0]) || label.Length > count) break;
            if (label[0] is "Ticker") names = OfSymbol(file, names, label, symbol);
            else time = label[0];
        }

        bool hasMoreLines = next > at + 1;
        if (hasMoreLines) names[0] = time;
        var roles = HeaderNames.Find(names);
        if (lines.Count > next) roles = HeaderText.CheckClock(roles, lines[next].Text, delimiter);
        Require(file, header.Number, names, roles, "its header");
        var notes = new List<string>();
        if (options.Adjusted) roles = HeaderText.Adjusted(file, names, roles);
        else if (roles.AdjustedClose >= 0 || HeaderNames.FindAdjusted(names, roles) is not null)
            notes.Add("prices are those that were paid; the file has prices after splits and dividends too, which 'strategyhost data "
                + "import FILE --adjusted' reads");
        if (!options.Adjusted) roles = roles with { AdjustedClose = -1 };
        if (at > 0 && !isTitled)
            notes.Add($"{(at == 1 ? "the first line comes" : $"the first {at} lines come")} before the header and "
                + $"{(at == 1 ? "is" : "are")} left out");
        return new CsvLayout
        {
            Delimiter = delimiter,
            HeaderLines = next,
            MostFields = count,
            Columns = roles,
            Stamps = HeaderNames.StampsOf(names[roles.Time]),
            Zone = HeaderNames.IsUtc(names[roles.Time]) ? "UTC" : null,
            Description = $"columns by its header: {HeaderText.Roles(names, roles)}",
            Notes = notes,
        };
    }

    /// <summary>Leaves the names of the columns of one symbol, where yfinance wrote several beside each other.</summary>
    private static string[] OfSymbol(string file, string[] names, string[] tickers, string symbol)
    {
        var all = tickers.Skip(1).Select(t => t.Trim()).Where(t => t.Length > 0).Distinct().ToList();
        if (all.Count <= 1) return names;
        if (!all.Contains(symbol, StringComparer.OrdinalIgnoreCase))
            throw new DataException(
                $"{file} holds bars of {string.Join(", ", all.Take(12))}{(all.Count > 12 ? ", …" : "")}: say which is read with "
                    + $"--symbol, such as --symbol {all[0]}.");
        return [.. names.Select((n, i) =>
            i == 0 || string.Equals(tickers[i].Trim(), symbol, StringComparison.OrdinalIgnoreCase) ? n : "-")];
    }

    private static void Require(string file, int line, string[] names, ColumnRoles roles, string source)
    {
        foreach (var (column, name) in new[] { (roles.Time, "time"), (roles.Open, "open"), (roles.High, "high"), (roles.Low, "low"),
            (roles.Close, "close") })
        {
            if (column >= 0) continue;
            throw new DataException(
                $"{file}:{line}: {source} has no column for the {name}; the columns are "
                    + $"{string.Join(", ", names.Select(n => n.Trim()))}. Say which is which with 'strategyhost data import FILE "
                    + $"--columns {Order}' (and - for a column to leave out).");
        }
    }

    private static string Unknown(string file, SampledLine line, byte delimiter)
    {
        var names = HeaderText.Names(line.Text, delimiter);
        bool hasNumber = names.Any(f => double.TryParse(f, System.Globalization.CultureInfo.InvariantCulture, out _));
        if (hasNumber)
            return $"{file}:{line.Number}: there is no header, and {names.Length} columns are not in an order that is known: say which "
                + $"is which with 'strategyhost data import FILE --columns {Order}' (and - for a column to leave out).";
        var roles = HeaderNames.Find(names);
        var missing = new[] { (roles.Time, "time"), (roles.Open, "open"), (roles.High, "high"), (roles.Low, "low"),
            (roles.Close, "close") }.First(r => r.Item1 < 0);
        return $"{file}:{line.Number}: its header has no column for the {missing.Item2}; the columns are "
            + $"{string.Join(", ", names.Select(n => n.Trim()))}. Say which is which with 'strategyhost data import FILE --columns "
            + $"{Order}' (and - for a column to leave out).";
    }
}
