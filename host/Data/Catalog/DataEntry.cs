namespace StrategyHost.Data.Catalog;

/// <summary>A file with the bars of a symbol.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Resolution">How long its bars last; null for a CSV file whose name does not say it.</param>
/// <param name="Path">The file.</param>
/// <param name="IsStored">Whether it is a file of the store rather than a CSV file.</param>
public sealed record DataEntry(string Symbol, Resolution? Resolution, string Path, bool IsStored)
{
    private static readonly string[] CsvEndings = [".csv", ".csv.gz", ".csv.zip"];

    /// <summary>What a file's name says about it: <c>SPX.csv</c>, <c>SYNA.1m.csv</c>, <c>SYNA.1m.bars</c>; null when it is no file of
    /// bars.</summary>
    public static DataEntry? Read(string path)
    {
        string name = System.IO.Path.GetFileName(path);
        bool isStored = name.EndsWith(Store.BarFile.Ending, StringComparison.Ordinal);
        string? ending =
            isStored ? Store.BarFile.Ending : CsvEndings.FirstOrDefault(e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));
        if (name.EndsWith(ActionFile.Ending, StringComparison.Ordinal)) return null;
        if (ending is null || name.Length == ending.Length) return null;
        string stem = name[..^ending.Length];
        int dot = stem.LastIndexOf('.');
        bool saysLength = StrategyHost.Resolution.TryParse(dot < 0 ? null : stem[(dot + 1)..], out var resolution);
        string symbol = Uri.UnescapeDataString(saysLength ? stem[..dot] : stem);
        return new DataEntry(symbol, saysLength ? resolution : null, path, isStored);
    }
}
