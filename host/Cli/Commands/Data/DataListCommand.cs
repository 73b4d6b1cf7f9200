using System.CommandLine;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Data;
using StrategyHost.Data.Catalog;

namespace StrategyHost.Cli.Commands.Data;

/// <summary><c>data list</c>: which bars there are.</summary>
internal sealed class DataListCommand(Terminal terminal, ErrorBoundary boundary)
{
    private readonly DataSource source = new();

    public Command Build()
    {
        var command = new Command("list", "List the bars that there are.\n\nExample:\n  strategyhost data list --data samples/data");
        source.AddTo(command);
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, () => Run(arguments, cancellation)));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        var library = source.Open(arguments);
        var rows = library.Entries.Select(e => Row.Of(library, e, cancellation)).ToList();
        if (arguments.GetValue(ErrorBoundary.Json))
        {
            terminal.Print(JsonText.Of(rows));
        }
        else
        {
            var table = Tables.Of("symbol", "bars of", ">bars", "from", "to", "calendar", "file");
            foreach (var row in rows)
            {
                table.Row(
                    row.Symbol, row.Resolution ?? "", row.Bars?.ToString("N0", CultureInfo.InvariantCulture) ?? "",
                    row.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
                    row.To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
                    row.Calendar ?? "", row.File);
            }

            terminal.Print(table);
        }

        foreach (var row in rows.Where(r => r.Error is not null)) terminal.Fail(row.Error!);
        return rows.Any(r => r.Error is not null) ? ExitCode.Data : ExitCode.Done;
    }

    private sealed record Row(string Symbol, string? Resolution, int? Bars, DateTime? From, DateTime? To, string? Calendar, string File,
        string? Error)
    {
        public static Row Of(DataLibrary library, DataEntry entry, CancellationToken cancellation)
        {
            try
            {
                using var series = library.Open(entry, reject: null, cancellation).Series;
                return series.Count == 0
                    ? new Row(entry.Symbol, series.Resolution.ToString(), 0, null, null, series.Calendar.Name, entry.Path, null)
                    : new Row(entry.Symbol, series.Resolution.ToString(), series.Count, series[0].Start, series[series.Count - 1].End,
                        series.Calendar.Name, entry.Path, null);
            }
            catch (DataException failure)
            {
                return new Row(entry.Symbol, entry.Resolution?.ToString(), null, null, null, null, entry.Path, failure.Message);
            }
        }
    }
}
