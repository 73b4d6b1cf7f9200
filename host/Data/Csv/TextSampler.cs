using System.Text;

namespace StrategyHost.Data.Csv;

/// <summary>Finds out from the first rows of texts how they are laid out.</summary>
/// <param name="symbol">Whose bars are wanted.</param>
/// <param name="options">What the user says about the files.</param>
/// <param name="refuse">Takes a row that is not a bar, and throws where such a row ends the reading.</param>
internal sealed class TextSampler(string symbol, CsvOptions options, Action<TextSource, SampledLine, string> refuse)
{
    private const int SampledRows = 1000;
    private const int SymbolsToName = 12;

    /// <summary>Samples a text.</summary>
    /// <exception cref="DataException">It is no table of bars, or has none.</exception>
    public SampledText Sample(TextSource source, LeanPath? lean)
    {
        var lines = FirstLines(source);
        if (lines.Count == 0) throw new DataException($"{source.Name} is empty.");
        var layout = lean?.Layout ?? CsvRecognizer.Recognize(source.Name, lines, symbol, options);
        var rows = lines.Skip(layout.HeaderLines).ToList();
        if (lean is null) layout = WithNumbersAndTimes(source, layout, rows);
        if (layout.Columns.Symbol >= 0) layout = layout with { OnlySymbol = OnlySymbol(source, layout) };
        if (layout.OnlySymbol is not null) rows = RowsOf(source, layout);
        byte[] header = layout.HeaderLines > 0 ? lines[layout.HeaderLines - 1].Text : [];
        bool isWhole = lines.Count < SampledRows;
        var times = Times(source, layout, [.. rows.Where(r => header.Length == 0 || !header.AsSpan().SequenceEqual(r.Text))], isWhole);
        if (times.Count == 0) throw new DataException($"{source.Name} holds no bar{(layout.HeaderLines > 0 ? " behind its header" : "")}.");
        return new SampledText(source, layout, times, header);
    }

    private static List<SampledLine> FirstLines(TextSource source)
    {
        using var reader = source.Open();
        var lines = new List<SampledLine>();
        while (lines.Count < SampledRows && reader.TryRead(out var line)) lines.Add(new SampledLine(reader.Line, line.ToArray()));
        return lines;
    }

    private CsvLayout WithNumbersAndTimes(TextSource source, CsvLayout layout, List<SampledLine> rows)
    {
        var fields = new Fields();
        var signs = new DecimalSigns();
        var times = new List<byte[]>();
        var clocks = new List<byte[]>();
        var numbers = layout.Columns.Numbers.ToArray();
        foreach (var row in rows)
        {
            fields.Split(row.Text, layout.Delimiter);
            if (fields.Count < layout.Columns.Needed) continue;
            foreach (int column in numbers) signs.Add(fields.Get(row.Text, column));
            times.Add(fields.Get(row.Text, layout.Columns.Time).ToArray());
            if (layout.Columns.TimeOfDay >= 0) clocks.Add(fields.Get(row.Text, layout.Columns.TimeOfDay).ToArray());
        }

        var sign = options.Decimal switch
        {
            ',' => DecimalSign.Comma,
            '.' => DecimalSign.Point,
            _ => signs.Proven,
        };
        var form = TimeForms.Infer(source.Name, times, clocks, options);
        return layout with
        {
            Decimal = sign,
            Times = form,
            Zone = form.ZoneSuffix ?? layout.Zone,
            Notes = [.. layout.Notes, .. Notes(sign, form)]
        };
    }

    private IEnumerable<string> Notes(DecimalSign sign, TimeForm form)
    {
        if (sign == DecimalSign.Comma && options.Decimal is null) yield return "numbers have a decimal comma";
        if (form.Order is { } order && options.TimeFormat is null)
            yield return $"dates are {TimeForms.NameOf(order)}, as no other order fits them";
        if (form.IsMidnight) yield return "times are midnights with an offset: they stand for their dates";
    }

    /// <summary>The symbol whose rows are read; null where all rows are of one.</summary>
    private string? OnlySymbol(TextSource source, CsvLayout layout)
    {
        var symbols = Symbols(source, layout);
        if (symbols.Count <= 1) return null;
        if (symbols.Find(s => string.Equals(s, symbol, StringComparison.OrdinalIgnoreCase)) is { } found) return found;
        string more = symbols.Count > SymbolsToName ? ", …" : "";
        throw new DataException($"{source.Name} holds rows of {string.Join(", ", symbols.Take(SymbolsToName))}{more}: "
            + $"say which are read with --symbol, such as --symbol {symbols[0]}.");
    }

    private static List<string> Symbols(TextSource source, CsvLayout layout)
    {
        var fields = new Fields();
        var symbols = new List<string>();
        byte[] latest = [];
        using var reader = OpenRows(source, layout);
        while (reader.TryRead(out var line))
        {
            fields.Split(line, layout.Delimiter);
            var text = fields.Get(line, layout.Columns.Symbol);
            if (fields.Count < layout.Columns.Needed || text.SequenceEqual(latest)) continue;
            latest = text.ToArray();
            string name = Encoding.UTF8.GetString(latest);
            if (!symbols.Contains(name)) symbols.Add(name);
        }

        return symbols;
    }

    private static List<SampledLine> RowsOf(TextSource source, CsvLayout layout)
    {
        var row = new CsvRow(layout);
        var rows = new List<SampledLine>();
        using var reader = OpenRows(source, layout);
        while (rows.Count < SampledRows && reader.TryRead(out var line))
        {
            if (row.Read(line) is null || !row.IsOfOtherSymbol) rows.Add(new SampledLine(reader.Line, line.ToArray()));
        }

        return rows;
    }

    private static LineReader OpenRows(TextSource source, CsvLayout layout)
    {
        var reader = source.Open();
        for (int i = 0; i < layout.HeaderLines; i++) reader.TryRead(out _);
        return reader;
    }

    private List<ReadTime> Times(TextSource source, CsvLayout layout, List<SampledLine> rows, bool isWhole)
    {
        var row = new CsvRow(layout);
        var times = new List<ReadTime>(rows.Count);
        for (int i = 0; i < rows.Count; i++)
        {
            string? problem = row.Read(rows[i].Text);
            if (problem is null) times.Add(row.Time);
            else if (!row.HasNoPrices && !LeftOut.Is(rows[i].Text, row, isLast: isWhole && i == rows.Count - 1))
                refuse(source, rows[i], problem);
        }

        return times;
    }
}
