using System.Diagnostics;
using StrategyHost.Cli.Output;
using StrategyHost.Data;
using StrategyHost.Data.Catalog;
using StrategyHost.Engine.Markets;

namespace StrategyHost.Cli.Commands;

/// <summary>The bars of one run: found, asked about where they do not explain themselves, brought to the wanted length, and closed at the
/// end.</summary>
internal sealed class RunData : IDisposable
{
    private readonly Terminal terminal;
    private readonly BacktestRequest request;
    private readonly RunProgress? progress;
    private readonly CancellationToken cancellation;
    private readonly List<BarSeries> open = [];
    private readonly Stopwatch opening = new();
    private readonly Dictionary<(string Symbol, Resolution? Resolution), BarSeries> known = [];
    private DataLibrary library;

    /// <summary>Data for a request.</summary>
    /// <exception cref="DataException">A path is missing.</exception>
    public RunData(Terminal terminal, BacktestRequest request, RunProgress? progress, CancellationToken cancellation)
    {
        this.terminal = terminal;
        this.request = request;
        this.progress = progress;
        this.cancellation = cancellation;
        library = Library(request);
    }

    /// <summary>How long opening has taken so far.</summary>
    public TimeSpan OpeningTime => opening.Elapsed;

    /// <summary>The bars of a symbol, of the length that the request wants.</summary>
    public BarSeries Load(string symbol)
    {
        opening.Start();
        try
        {
            return OpenAsWanted(symbol);
        }
        finally
        {
            opening.Stop();
        }
    }

    /// <summary>The bars of a symbol as the data has them.</summary>
    public BarSeries LoadAsItIs(string symbol) => Open(symbol, resolution: null);

    /// <summary>The bars of a pair of currencies as the data has them; null when there are none.</summary>
    public BarSeries? LoadRate(string pair) => library.Has(pair) ? Open(pair, resolution: null) : null;

    /// <summary>The shortest bars of a symbol that are shorter than a length; null when there are none.</summary>
    public BarSeries? LoadFiner(string symbol, Resolution than)
    {
        if (library.FindFiner(symbol, than) is not { } entry) return null;
        var series = library.Open(entry, reject: null, cancellation).Series;
        open.Add(series);
        return series;
    }

    public void Dispose()
    {
        foreach (var series in open) series.Dispose();
    }

    private BarSeries OpenAsWanted(string symbol)
    {
        var series = Open(symbol, request.Resolution);
        if (request.Resolution is { } wanted)
        {
            if (wanted != series.Resolution && !wanted.CanBeBuiltFrom(series.Resolution))
                throw new UsageException(
                    $"--resolution {wanted}: bars of {wanted} cannot be built for {symbol}, whose data has bars of {series.Resolution}.");
            series = BarResampler.To(series, wanted);
        }

        var end = series[series.Count - 1].End;
        if (progress is not null && (progress.End is null || progress.End < end)) progress.End = end;
        return series;
    }

    private BarSeries Open(string symbol, Resolution? resolution)
    {
        if (known.TryGetValue((symbol, resolution), out var series)) return series;
        try
        {
            series = Read(symbol, resolution);
        }
        catch (UnknownStampsException unknown) when (terminal.CanAsk)
        {
            library = Library(request with { Csv = request.Csv with { Stamps = terminal.AskStamps(unknown) } });
            series = Read(symbol, resolution);
        }

        open.Add(series);
        known[(symbol, resolution)] = series;
        return series;
    }

    private BarSeries Read(string symbol, Resolution? resolution)
    {
        var read = library.Open(library.Find(symbol, resolution), reject: null, cancellation);
        foreach (string note in read.Notes) terminal.Say($"{symbol}: {note}");
        return read.Series;
    }

    private static DataLibrary Library(BacktestRequest request) =>
        new(request.Data, request.Csv, request.Settings.Currency, request.Data.Count == 1 ? request.Symbol : null);
}
