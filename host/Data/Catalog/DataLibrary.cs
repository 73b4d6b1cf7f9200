using StrategyHost.Data.Bars;
using StrategyHost.Data.Csv;
using StrategyHost.Data.Store;

namespace StrategyHost.Data.Catalog;

/// <summary>Finds and opens the bars of symbols in folders and files. The first path that has a symbol wins.</summary>
public sealed class DataLibrary
{
    private const int SymbolsToName = 12;
    private readonly IReadOnlyList<string> paths;
    private readonly CsvOptions csv;
    private readonly string currency;
    private readonly List<DataEntry> entries = [];

    /// <summary>A library over these paths.</summary>
    /// <param name="paths">Folders of bar files and CSV files, and single CSV files.</param>
    /// <param name="csv">What the user says about CSV files.</param>
    /// <param name="currency">The currency of instruments for which nothing else is said.</param>
    /// <param name="rename">The symbol of the only path, a file; null to take it from the file's name.</param>
    /// <exception cref="DataException">A path is missing.</exception>
    public DataLibrary(IReadOnlyList<string> paths, CsvOptions csv, string currency, string? rename = null)
    {
        this.paths = paths;
        this.csv = csv;
        this.currency = currency;
        foreach (var path in paths)
        {
            if (Directory.Exists(path)) entries.AddRange(InFolder(path));
            else if (!File.Exists(path)) throw new DataException($"There is no file or folder {path}.");
            else entries.Add(OfFile(path, rename));
        }
    }

    /// <summary>All files with bars, folder by folder, by name.</summary>
    public IReadOnlyList<DataEntry> Entries => entries;

    /// <summary>Whether there are bars of a symbol.</summary>
    public bool Has(string symbol) => entries.Exists(e => e.Symbol == symbol);

    /// <summary>Opens the bars of a symbol.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="resolution">The length of bars that is wanted: the longest that it can be built from is opened; null for the shortest
    /// there is.</param>
    /// <param name="cancellation">Ends reading early.</param>
    /// <exception cref="DataException">There are none, or they are malformed.</exception>
    public BarSeries Load(string symbol, Resolution? resolution, CancellationToken cancellation) =>
        Open(Find(symbol, resolution), reject: null, cancellation, resolution).Series;

    /// <summary>The file with the shortest bars of a symbol that are shorter than a length; null when there is none.</summary>
    public DataEntry? FindFiner(string symbol, Resolution than) => entries
        .Where(e => e.Symbol == symbol && e.Resolution is { } r && r != than && than.CanBeBuiltFrom(r))
        .MinBy(LengthOf);

    /// <summary>Opens a file.</summary>
    /// <param name="entry">The file.</param>
    /// <param name="reject">Takes the rows that are not bars; null to stop at the first.</param>
    /// <param name="cancellation">Ends reading early.</param>
    /// <param name="ifUnclear">How long its bars are where neither its name nor its rows tell it; null to refuse such a file.</param>
    /// <exception cref="DataException">It is malformed.</exception>
    public ReadBars Open(DataEntry entry, Action<RejectedRow>? reject, CancellationToken cancellation, Resolution? ifUnclear = null)
    {
        var actions = ActionFile.Read(Path.GetDirectoryName(Path.GetFullPath(entry.Path))!, entry.Symbol);
        if (entry.IsStored) return new ReadBars(BarFile.Open(entry.Path, actions), []);
        var terms = TermsOf(entry);
        var options = csv with
        {
            Stamps = csv.Stamps ?? terms.Stamps,
            Zone = csv.Zone ?? terms.Zone,
            Calendar = csv.Calendar ?? terms.Calendar,
            Resolution = csv.Resolution ?? entry.Resolution,
            AllowNegativePrice = csv.AllowNegativePrice || terms.AllowNegativePrice == true,
            LengthIfUnclear = ifUnclear,
        };
        var instrument = terms.ToInstrument(entry.Symbol, currency);
        if (TickText.Recognizes(entry.Path)) return new TickText(instrument, options, reject).Read(entry.Path, cancellation);
        return new BarText(instrument, options, reject, actions).Read([entry.Path], cancellation);
    }

    /// <summary>The file that <see cref="Load"/> opens.</summary>
    /// <inheritdoc cref="Load"/>
    public DataEntry Find(string symbol, Resolution? resolution)
    {
        var ofSymbol = entries.Where(e => e.Symbol == symbol).ToList();
        if (ofSymbol.Count == 0) throw new DataException(Missing(symbol));
        string folder = Path.GetDirectoryName(ofSymbol[0].Path)!;
        TwoFiles.Check([.. ofSymbol.Where(e => Path.GetDirectoryName(e.Path) == folder)]);
        var candidates = ofSymbol.Where(e => Path.GetDirectoryName(e.Path) == folder)
            .OrderBy(LengthOf).ThenByDescending(e => e.IsStored).ToList();
        if (resolution is not { } wanted || candidates is [{ Resolution: null }]) return candidates[0];
        var fitting = candidates.Where(e =>
            wanted.CanBeBuiltFrom(e.Resolution ?? Resolution.Day) || wanted == (e.Resolution ?? Resolution.Day)).ToList();
        if (fitting.Count == 0)
            throw new DataException(
                $"Bars of {wanted} cannot be had for {symbol}: there are bars of "
                    + $"{string.Join(", ", candidates.Select(e => e.Resolution?.ToString() ?? "1d"))}.");
        var longest = fitting.Max(LengthOf);
        return fitting.First(e => LengthOf(e) == longest);
    }

    /// <summary>How long the bars of a file last, by its name; a CSV file whose name does not say it counts as days.</summary>
    private static TimeSpan LengthOf(DataEntry entry) => (entry.Resolution ?? Resolution.Day).Span;

    private static IEnumerable<DataEntry> InFolder(string folder) =>
        Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(DataEntry.Read).OfType<DataEntry>();

    private static DataEntry OfFile(string path, string? rename)
    {
        var entry = DataEntry.Read(path) ?? new DataEntry(Path.GetFileNameWithoutExtension(path), null, path, IsStored: false);
        return rename is null || entry.IsStored ? entry : entry with { Symbol = rename };
    }

    private static InstrumentTerms TermsOf(DataEntry entry)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(entry.Path))!;
        return InstrumentFile.Read(folder).TryGetValue(entry.Symbol, out var terms) ? terms : new InstrumentTerms();
    }

    private string Missing(string symbol)
    {
        var symbols = entries.Select(e => e.Symbol).Distinct().Order(StringComparer.Ordinal).ToList();
        string places = string.Join(", ", paths);
        string has = symbols.Count == 0
            ? "there are no bars at all"
            : $"there are {string.Join(", ", symbols.Take(SymbolsToName))}{(symbols.Count > SymbolsToName ? ", …" : "")}";
        return $"There are no bars of {symbol} in {places}: {has}. Name another with --symbol, give a file with --data, or import one "
            + $"with 'strategyhost data import'.";
    }
}
