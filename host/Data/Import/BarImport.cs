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
    private static readonly string[] Endings = [".csv", ".txt", ".gz", ".zip"];

    /// <summary>Imports files, and the files of folders.</summary>
    /// <exception cref="UnknownStampsException">Nothing says whether times are starts or ends.</exception>
    /// <exception cref="DataException">A file is missing or malformed; the store has what it had of that symbol.</exception>
    public static IReadOnlyList<ImportedSeries> Run(IReadOnlyList<string> paths, ImportSettings settings, CancellationToken cancellation)
    {
        var groups = paths.SelectMany(Files).GroupBy(f => settings.Symbol ?? SymbolOf(f)).ToList();
        return [.. groups.Select(g => Import(g.Key, [.. g], settings, cancellation))];
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
        LeanPath.Read(path)?.Symbol ?? DataEntry.Read(path)?.Symbol ?? Path.GetFileName(path).Split('.')[0];

    private static ImportedSeries Import(string symbol, IReadOnlyList<string> files, ImportSettings settings, CancellationToken cancellation)
    {
        if (TickText.Recognizes(files[0])) throw new DataException($"{files[0]} holds quotes or trades, which are read from text as they are: put it into a folder as {symbol}.tick.csv and give that with --data.");
        var rejected = new List<RejectedRow>();
        var options = settings.Csv with { Resolution = settings.Csv.Resolution ?? DataEntry.Read(files[0])?.Resolution };
        var reader = new BarText(settings.Terms.ToInstrument(symbol, DefaultCurrency), options, settings.SkipBadRows ? rejected.Add : null);
        var read = reader.Read(files, cancellation);
        using var series = read.Series;
        string path = Path.Combine(settings.Into, BarFile.NameOf(symbol, series.Resolution));
        try
        {
            Directory.CreateDirectory(settings.Into);
            bool replaced = File.Exists(path);
            BarFile.Write(path, series, string.Join(", ", files.Count > 3 ? [files[0], "…", files[^1]] : files));
            string? rejects = rejected.Count > 0 ? WriteRejects(path, rejected) : null;
            return new ImportedSeries(
                symbol, series.Resolution, series.Count, series[0].Start, series[series.Count - 1].End, path, replaced,
                read.Recognized, rejected.Count, rejects);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{settings.Into} cannot be written: {failure.Message}", failure);
        }
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
}
