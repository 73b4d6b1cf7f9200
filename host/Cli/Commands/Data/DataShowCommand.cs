using System.CommandLine;
using System.Globalization;
using StrategyHost.Cli.Output;
using StrategyHost.Cli.Settings;

namespace StrategyHost.Cli.Commands.Data;

/// <summary><c>data show</c>: the bars of a symbol.</summary>
internal sealed class DataShowCommand(Terminal terminal, ErrorBoundary boundary)
{
    private const int SparklineWidth = 60;
    private readonly Argument<string> symbol = new("SYMBOL") { Description = "the symbol" };
    private readonly Option<string?> resolution = new("--resolution")
    {
        Description = "length of the bars (default: the shortest there are)",
        HelpName = "LENGTH"
    };
    private readonly Option<int> rows = new("--rows")
    {
        Description = "how many bars to show of the beginning and of the end (default: 5)",
        HelpName = "N",
        DefaultValueFactory = _ => 5
    };
    private readonly DataSource source = new();

    public Command Build()
    {
        var command = new Command("show",
            "Show the bars of a symbol and the terms on which it trades.\n\nExample:\n  strategyhost data show SPX --rows 3") { symbol,
                resolution, rows };
        source.AddTo(command);
        command.SetAction((arguments, cancellation) => boundary.RunAsync(arguments, () => Run(arguments, cancellation)));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        var library = source.Open(arguments);
        var entry = library.Find(arguments.GetRequiredValue(symbol), Choices.Length("--resolution", arguments.GetValue(resolution)));
        using var series = library.Open(entry, reject: null, cancellation).Series;
        int shown = Math.Clamp(arguments.GetValue(rows), 0, series.Count);
        var indices = Enumerable.Range(0, shown).Concat(Enumerable.Range(series.Count - shown, shown)).Distinct().ToList();
        if (arguments.GetValue(ErrorBoundary.Json)) terminal.Print(JsonText.Of(Document(series, entry.Path, indices)));
        else Show(series, entry.Path, indices);
        return ExitCode.Done;
    }

    private void Show(BarSeries series, string path, List<int> indices)
    {
        var instrument = series.Instrument;
        terminal.Print(string.Create(
            CultureInfo.InvariantCulture,
            $"{instrument.Symbol}: {series.Count:N0} bars of {series.Resolution} in {path}; {instrument.AssetClass}, "
                + $"{instrument.Currency}, tick {instrument.TickSize}, lot {instrument.LotSize}, multiplier {instrument.Multiplier}, "
                + $"{(series.Calendar.Name.Length > 0 ? series.Calendar.Name : "no calendar")} on {series.Calendar.Zone}"));
        var table = Tables.Of("start (UTC)", "end (UTC)", ">open", ">high", ">low", ">close", ">volume");
        int before = -1;
        foreach (int index in indices)
        {
            if (index > before + 1) table.Row("…");
            before = index;
            var bar = series[index];
            table.Row(Time(bar.Start), Time(bar.End), Number(bar.Open), Number(bar.High), Number(bar.Low), Number(bar.Close),
                Number(bar.Volume));
        }

        terminal.Print(table);
        terminal.Print($"closes {Sparkline.Of([.. Enumerable.Range(0, series.Count).Select(i => series[i].Close)], SparklineWidth)}");
    }

    private static object Document(BarSeries series, string path, List<int> indices) => new
    {
        series.Instrument,
        Resolution = series.Resolution.ToString(),
        series.Count,
        File = path,
        Bars = indices.Select(i => series[i]).Select(b => new { b.Start, b.End, b.Open, b.High, b.Low, b.Close, b.Volume }),
    };

    private static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("0.########", CultureInfo.InvariantCulture);
}
