using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using StrategyHost.Cli.Output;
using StrategyHost.Cli.Settings;
using StrategyHost.Data;
using StrategyHost.Data.Calendars;
using StrategyHost.Data.Catalog;
using StrategyHost.Data.Csv;
using StrategyHost.Data.Import;
using StrategyHost.Engine;

namespace StrategyHost.Cli.Commands.Data;

/// <summary><c>data import</c>: brings text files into the store.</summary>
internal sealed class DataImportCommand(Terminal terminal, ErrorBoundary boundary)
{
    private readonly Argument<string[]> paths = new("PATH")
    {
        Description = "files to read: CSV, gz, zip, Binance klines, LEAN zips; or folders of them",
        Arity = ArgumentArity.OneOrMore
    };
    private readonly Option<string?> symbol = new("--symbol")
    {
        Description = "the symbol (default: from the file's name)",
        HelpName = "S"
    };
    private readonly Option<string> into = new("--into")
    {
        Description = "the folder of the store (default: data)",
        HelpName = "DIR",
        DefaultValueFactory = _ => DataPaths.Store
    };
    private readonly Option<string?> zone = new("--zone")
    {
        Description = "time zone of times without an offset (default: UTC)",
        HelpName = "ZONE"
    };
    private readonly Option<string?> calendar = new("--calendar")
    {
        Description = $"trading calendar: {string.Join(", ", TradingCalendars.Names)}",
        HelpName = "NAME"
    };
    private readonly Option<string?> resolution = new("--resolution")
    {
        Description = "length of the bars: 1mo, 1w, 1d, 1h, 5m, 1m (default: the commonest step between rows)",
        HelpName = "LENGTH"
    };
    private readonly Option<string?> columns = new("--columns")
    {
        Description = "the columns by name, - for those to leave out: date,-,open,high,low,close,volume",
        HelpName = "NAMES"
    };
    private readonly Option<string?> delimiter = new("--delimiter")
    {
        Description = "what separates fields (default: what the first line uses)",
        HelpName = "CHAR"
    };
    private readonly Option<string?> timeFormat = new("--time-format")
    {
        Description = "form of the times, such as dd/MM/yyyy HH:mm",
        HelpName = "FORM"
    };
    private readonly Option<string?> decimalSign = new("--decimal")
    {
        Description = "sign before the fraction of numbers: . or , (default: what the numbers prove)",
        HelpName = ".|,"
    };
    private readonly Option<bool> adjusted = new("--adjusted")
    {
        Description = "read prices after splits and dividends, from the file's columns of them such as Adj Close"
    };
    private readonly Option<bool> allowNegativePrice = new("--allow-negative-price") { Description = "let in prices of zero and below" };
    private readonly Option<string?> assetClass = new("--asset-class")
    {
        Description = "equity, index, future, forex or crypto (default: equity)",
        HelpName = "CLASS"
    };
    private readonly Option<string?> venue = new("--venue") { Description = "where it trades", HelpName = "NAME" };
    private readonly Option<string?> currency = new("--currency")
    {
        Description = "currency of its prices (default: USD)",
        HelpName = "CODE"
    };
    private readonly Option<string?> tick = new("--tick") { Description = "smallest step between prices", HelpName = "SIZE" };
    private readonly Option<string?> lot = new("--lot")
    {
        Description = "smallest step between quantities (default: 1, and 0.00000001 for crypto)",
        HelpName = "SIZE"
    };
    private readonly Option<string?> multiplier = new("--multiplier")
    {
        Description = "money per point of price (default: 1)",
        HelpName = "N"
    };
    private readonly Option<bool> skipBadRows = new("--skip-bad-rows")
    {
        Description = "put rows that are not bars into a rejects file and go on"
    };
    private readonly Option<bool> dryRun = new("--dry-run")
    {
        Description = "show the first and the last bars as they are understood, and write nothing"
    };

    public Command Build()
    {
        var command = new Command("import",
            "Bring text files into the store, whole or not at all.\n\nExample:\n  strategyhost data import prices/ES.csv --stamps end "
                + "--zone America/Chicago --tick 0.25 --multiplier 50 --asset-class future")
        {
            paths, symbol, into, BacktestOptions.Stamps, zone, calendar, resolution, columns, delimiter, timeFormat, decimalSign, adjusted,
            allowNegativePrice,
            assetClass, venue, currency, tick, lot, multiplier, skipBadRows, dryRun, ErrorBoundary.Json,
        };
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, () => Run(arguments, cancellation)));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        var files = arguments.GetRequiredValue(paths);
        var imported = Import(files, Read(arguments), cancellation);
        bool isJson = arguments.GetValue(ErrorBoundary.Json);
        foreach (var series in imported)
        {
            Say(series);
            if (series.IsDryRun && !isJson) Show(series);
        }

        if (isJson) terminal.Print(JsonText.Of(imported.Select(Document)));
        return ExitCode.Done;
    }

    private IReadOnlyList<ImportedSeries> Import(string[] files, ImportSettings settings, CancellationToken cancellation)
    {
        try
        {
            return BarImport.Run(files, settings, cancellation);
        }
        catch (UnknownStampsException unknown) when (terminal.CanAsk)
        {
            return BarImport.Run(files, settings with { Csv = settings.Csv with { Stamps = terminal.AskStamps(unknown) } }, cancellation);
        }
    }

    private ImportSettings Read(ParseResult arguments) => new()
    {
        Into = arguments.GetRequiredValue(into),
        Symbol = arguments.GetValue(symbol),
        SkipBadRows = arguments.GetValue(skipBadRows),
        IsDryRun = arguments.GetValue(dryRun),
        Csv = new CsvOptions
        {
            Stamps = Choices.Stamps(arguments.GetValue(BacktestOptions.Stamps)),
            Zone = arguments.GetValue(zone),
            Calendar = arguments.GetValue(calendar),
            Resolution = Choices.Length("--resolution", arguments.GetValue(resolution)),
            Columns = arguments.GetValue(columns),
            Delimiter = Choices.Character("--delimiter", arguments.GetValue(delimiter)),
            TimeFormat = arguments.GetValue(timeFormat),
            Decimal = arguments.GetValue(decimalSign) is { } sign ? WordChoice.Of("--decimal", sign, (".", '.'), (",", ',')) : null,
            Adjusted = arguments.GetValue(adjusted),
            AllowNegativePrice = arguments.GetValue(allowNegativePrice),
        },
        Terms = new InstrumentTerms
        {
            AssetClass = WordChoice.Of<AssetClass?>("--asset-class", arguments.GetValue(assetClass), ("equity", AssetClass.Equity),
                ("index", AssetClass.Index), ("future", AssetClass.Future), ("forex", AssetClass.Forex), ("crypto", AssetClass.Crypto)),
            Venue = arguments.GetValue(venue),
            Currency = arguments.GetValue(currency),
            TickSize = Choices.Positive("--tick", arguments.GetValue(tick)),
            LotSize = Choices.Positive("--lot", arguments.GetValue(lot)),
            Multiplier = Choices.Positive("--multiplier", arguments.GetValue(multiplier)),
        },
    };

    private void Say(ImportedSeries series)
    {
        terminal.Say($"{series.Symbol}: {string.Join("; ", series.Recognized)}");
        foreach (string note in series.Notes) terminal.Say($"{series.Symbol}: {note}");
        string done = series.IsDryRun ? "would be in" : series.Replaced ? "replace" : "are in";
        terminal.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{series.Symbol}: {series.Bars:N0} bars of {series.Resolution} from {series.From:yyyy-MM-dd HH:mm}Z to "
                + $"{series.To:yyyy-MM-dd HH:mm}Z {done} {series.Path}"));
        if (series.Rejected > 0)
            terminal.Warn(
                $"rows that are not bars: {series.Rejected}{(series.RejectsPath is { } rejects ? $"; they are in {rejects}" : "")}");
    }

    /// <summary>Shows the bars of the beginning and of the end.</summary>
    private void Show(ImportedSeries series)
    {
        var table = Tables.Of("start (UTC)", "end (UTC)", ">open", ">high", ">low", ">close", ">volume");
        foreach (var bar in series.First) Add(table, bar);
        if (series.Bars > series.First.Count + series.Last.Count) table.Row("…");
        foreach (var bar in series.Last) Add(table, bar);
        terminal.Print(table);
    }

    private static void Add(Table table, Bar bar) => table.Row(
        Time(bar.Start), Time(bar.End), Number(bar.Open), Number(bar.High), Number(bar.Low), Number(bar.Close), Number(bar.Volume));

    private static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("0.########", CultureInfo.InvariantCulture);

    private static object Document(ImportedSeries series) => new
    {
        series.Symbol,
        Resolution = series.Resolution.ToString(),
        series.Bars,
        series.From,
        series.To,
        series.Path,
        series.Replaced,
        series.Recognized,
        series.Notes,
        series.Rejected,
        series.RejectsPath,
        series.IsDryRun,
        First = series.First.Select(Shown),
        Last = series.Last.Select(Shown),
    };

    private static object Shown(Bar bar) => new { bar.Start, bar.End, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume };
}
