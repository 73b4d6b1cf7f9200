using System.Globalization;
using StrategyHost.Data.Bars;
using StrategyHost.Data.Catalog;
using StrategyHost.Data.Csv;
using StrategyHost.Data.Store;

namespace StrategyHost.Data.Import;

/// <summary>Brings text files into the store: a series for each symbol, whole or not at all.</summary>
public static class BarImport
{
    private const string DefaultCurrency = "USD";

    /// <summary>How many bars of the beginning, and of the end, the user is shown.</summary>
    private const int ShownBars = 3;

    private const int LongestSource = 1000;
    private static readonly string[] Endings = [".csv", ".txt", ".gz", ".zip"];

    /// <summary>Imports files, and the files of folders.</summary>
    /// <exception cref="UnknownStampsException">Nothing says whether times are starts or ends.</exception>
    /// <exception cref="DataException">A file is missing or malformed, or two hold the same bars; the store has what it had of that
    /// symbol.</exception>
    public static IReadOnlyList<ImportedSeries> Run(IReadOnlyList<string> paths, ImportSettings settings, CancellationToken cancellation)
    {
        var groups = paths.SelectMany(Files).GroupBy(f => settings.Symbol ?? SymbolOf(f)).ToList();
        return [.. groups.SelectMany(g => Import(g.Key, g, settings, cancellation))];
    }

    private static IEnumerable<string> Files(string path)
    {
        if (!Directory.Exists(path)) return [path];
        var files = Directory.EnumerateFiles(path)
            .Where(f => Endings.Any(e => f.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
            .Where(f => !Path.GetFileName(f).EndsWith("_quote.zip", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).ToList();
        return files.Count > 0 ? files : throw new DataException($"There is no CSV, gz or zip file in {path}.");
    }

    private static string SymbolOf(string path) =>
        LeanPath.Read(path)?.Symbol
            ?? VendorFileName.Read(path)?.Symbol ?? DataEntry.Read(path)?.Symbol ?? Path.GetFileName(path).Split('.')[0];

    private static Resolution? LengthOf(string path) => VendorFileName.Read(path)?.Resolution ?? DataEntry.Read(path)?.Resolution;

    /// <summary>Reads all files of a symbol, those whose names say the same length of bars as one series, and then writes them.</summary>
    private static List<ImportedSeries> Import(string symbol, IEnumerable<string> files, ImportSettings settings,
        CancellationToken cancellation)
    {
        var read = new List<ReadFiles>();
        try
        {
            foreach (var group in files.GroupBy(LengthOf))
            {
                var series = Read(symbol, [.. group], settings, cancellation);
                read.Add(series);
                var same = read.Find(r => r != series && r.Bars.Series.Resolution == series.Bars.Series.Resolution);
                if (same is not null)
                    throw new DataException(
                        $"{same.Paths[0]} and {series.Paths[0]} both hold bars of {series.Bars.Series.Resolution} of {symbol}: give one "
                            + $"of them, or give one another symbol with --symbol.");
            }

            return [.. read.Select(r => Keep(symbol, r, settings))];
        }
        finally
        {
            foreach (var series in read) series.Bars.Series.Dispose();
        }
    }

    private static ReadFiles Read(string symbol, IReadOnlyList<string> files, ImportSettings settings, CancellationToken cancellation)
    {
        if (TickText.Recognizes(files[0]))
            throw new DataException(
                $"{files[0]} holds quotes or trades, which are read from text as they are: put it into a folder as {symbol}.tick.csv "
                    + $"and give that with --data.");
        var rejected = new List<RejectedRow>();
        var options = settings.Csv with { Resolution = settings.Csv.Resolution ?? LengthOf(files[0]) };
        var reader = new BarText(settings.Terms.ToInstrument(symbol, DefaultCurrency), options, settings.SkipBadRows ? rejected.Add : null);
        return new ReadFiles(files, reader.Read(files, cancellation), rejected);
    }

    private static ImportedSeries Keep(string symbol, ReadFiles read, ImportSettings settings)
    {
        var series = read.Bars.Series;
        string path = Path.Combine(settings.Into, BarFile.NameOf(symbol, series.Resolution));
        int shown = Math.Min(ShownBars, series.Count);
        var imported = new ImportedSeries
        {
            Symbol = symbol,
            Resolution = series.Resolution,
            Bars = series.Count,
            From = series[0].Start,
            To = series[series.Count - 1].End,
            Path = path,
            Replaced = File.Exists(path),
            Recognized = read.Bars.Recognized,
            Notes = read.Bars.Notes,
            Rejected = read.Rejected.Count,
            IsDryRun = settings.IsDryRun,
            First = [.. Enumerable.Range(0, shown).Select(i => series[i])],
            Last = [.. Enumerable.Range(Math.Max(shown, series.Count - ShownBars), Math.Max(0, Math.Min(ShownBars, series.Count - shown)))
                .Select(i => series[i])],
        };
        return settings.IsDryRun ? imported : imported with { RejectsPath = Write(path, read, settings.Into) };
    }

    /// <summary>Writes a series and the rows that were put aside, and says where those are.</summary>
    private static string? Write(string path, ReadFiles read, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            BarFile.Write(path, read.Bars.Series, Source(read.Paths));
            return read.Rejected.Count > 0 ? WriteRejects(path, read.Rejected) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{folder} cannot be written: {failure.Message}", failure);
        }
    }

    /// <summary>Where the bars came from: whole paths, by which it is noticed later that a file has changed, or names where those are too
    /// long to be kept.</summary>
    private static string Source(IReadOnlyList<string> paths)
    {
        IReadOnlyList<string> named = paths.Count > 3 ? [paths[0], "…", paths[^1]] : paths;
        string whole = string.Join(", ", named.Select(p => p == "…" ? p : Path.GetFullPath(p)));
        return whole.Length <= LongestSource ? whole : string.Join(", ", named.Select(Path.GetFileName));
    }

    private static string WriteRejects(string path, List<RejectedRow> rejected)
    {
        string rejects = Path.ChangeExtension(path, ".rejects.txt");
        using var writer = new StreamWriter(rejects);
        foreach (var row in rejected)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.File}:{row.Line}: {row.Reason}"));
            writer.WriteLine($"    {row.Text}");
        }

        return rejects;
    }

    private sealed record ReadFiles(IReadOnlyList<string> Paths, ReadBars Bars, List<RejectedRow> Rejected);
}
