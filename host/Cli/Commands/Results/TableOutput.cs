using System.CommandLine;
using System.Globalization;
using System.Text;
using StrategyHost.Cli.Output;
using StrategyHost.Reports.Exports;

namespace StrategyHost.Cli.Commands.Results;

/// <summary>Gives a table away in the format that is asked for: the latest rows for people, all of them for programs.</summary>
internal sealed class TableOutput(Terminal terminal)
{
    private const int UsualRows = 50;
    private static readonly HashSet<string> Ratios = ["drawdown", "exposure"];
    private readonly Option<bool> csv = new("--csv") { Description = "all rows as CSV" };
    private readonly Option<bool> parquet = new("--parquet") { Description = "all rows as Parquet, which goes to a file (--out)" };
    private readonly Option<string?> file = new("--out")
    {
        Description = "the file to write (default: standard output)",
        HelpName = "FILE"
    };
    private readonly Option<int> rows = new("--rows")
    {
        Description = $"for people: the latest rows, so many (default: {UsualRows})",
        HelpName = "N",
        DefaultValueFactory = _ => UsualRows
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[csv, ErrorBoundary.Json, parquet, file, rows]) command.Options.Add(option);
    }

    /// <summary>Writes a table.</summary>
    /// <exception cref="UsageException">Two formats are asked for, or the file cannot be written.</exception>
    public async Task<int> WriteAsync(ParseResult arguments, ExportTable table, CancellationToken cancellation)
    {
        bool isCsv = arguments.GetValue(csv), isJson = arguments.GetValue(ErrorBoundary.Json), isParquet = arguments.GetValue(parquet);
        string? path = arguments.GetValue(file);
        if ((isCsv ? 1 : 0) + (isJson ? 1 : 0) + (isParquet ? 1 : 0) > 1)
            throw new UsageException("Of --csv, --json and --parquet one is enough: ask for one.");
        if (isParquet && path is null) throw new UsageException("--parquet goes to a file: name it with --out FILE.");
        if (path is not null && !isCsv && !isJson && !isParquet)
            throw new UsageException("--out needs a format: add --csv, --json or --parquet.");
        if (!isCsv && !isJson && !isParquet) return Show(arguments, table);
        using var memory = new MemoryStream();
        if (isCsv) table.WriteCsv(memory);
        else if (isJson) table.WriteJson(memory);
        else await ParquetTable.WriteAsync(table, memory, cancellation);
        if (path is null) terminal.Print(Encoding.UTF8.GetString(memory.ToArray()).TrimEnd('\n'));
        else await WriteAsync(path, memory.ToArray(), cancellation);
        return ExitCode.Done;
    }

    private static async Task WriteAsync(string path, byte[] bytes, CancellationToken cancellation)
    {
        try
        {
            await File.WriteAllBytesAsync(path, bytes, cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be written: {failure.Message} Name another file with --out.");
        }
    }

    private int Show(ParseResult arguments, ExportTable table)
    {
        int most = arguments.GetValue(rows);
        if (most <= 0) throw new UsageException("--rows takes a number above zero.");
        if (table.Rows.Count == 0)
        {
            terminal.Say("There is nothing.");
            return ExitCode.Done;
        }

        // A column in which nothing stands only takes room.
        var shown = Enumerable.Range(0, table.Columns.Count).Where(i => table.Rows.Any(r => r[i].Length > 0)).ToList();
        var text = Tables.Of([.. shown.Select(i => (ExportTable.KindOf(table.Columns[i]) is ColumnKind.Whole or ColumnKind.Number
            ? ">" : "") + table.Columns[i].Replace('_', ' '))]);
        foreach (var row in table.Rows.Skip(table.Rows.Count - most)) text.Row([.. shown.Select(i => Cell(table.Columns[i], row[i]))]);
        terminal.Print(text);
        if (table.Rows.Count > most)
            terminal.Say(string.Create(CultureInfo.InvariantCulture,
                $"the latest {most:N0} of {table.Rows.Count:N0}; --rows shows more, --csv all"));
        return ExitCode.Done;
    }

    private static string Cell(string column, string field)
    {
        if (field.Length == 0 || ExportTable.KindOf(column) != ColumnKind.Number) return field;
        double number = double.Parse(field, CultureInfo.InvariantCulture);
        return number.ToString(Ratios.Contains(column) ? "0.00 %" : "#,0.########", CultureInfo.InvariantCulture);
    }
}
