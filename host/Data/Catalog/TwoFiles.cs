using StrategyHost.Data.Store;

namespace StrategyHost.Data.Catalog;

/// <summary>Refuses to choose between two files of a folder that hold the same series.</summary>
internal static class TwoFiles
{
    /// <summary>Looks at the files of one symbol in one folder.</summary>
    /// <exception cref="DataException">Two text files hold the same series, or one is newer than what was imported from it.</exception>
    public static void Check(IReadOnlyList<DataEntry> ofSymbol)
    {
        foreach (var group in ofSymbol.Where(e => !e.IsStored).GroupBy(LengthOf))
        {
            if (group.ToList() is [var one, var other, ..])
                throw new DataException($"{one.Path} and {other.Path} both hold bars of {group.Key} of {one.Symbol}: remove one, or give one of them by itself with --data.");
        }

        foreach (var stored in ofSymbol.Where(e => e.IsStored))
        {
            if (ofSymbol.FirstOrDefault(e => !e.IsStored && IsNewer(e, stored)) is not { } text) continue;
            throw new DataException(
                $"{text.Path} is newer than {stored.Path}, which holds the same bars from an import: bring it in anew with 'strategyhost data import {text.Path} --into {Path.GetDirectoryName(stored.Path)}' and the options of the first time, or remove one of the two.");
        }
    }

    private static bool IsNewer(DataEntry text, DataEntry stored)
    {
        bool isSame = LengthOf(text) == LengthOf(stored) || BarFile.SourceOf(stored.Path).Split(", ").Any(s => Path.GetFileName(s) == Path.GetFileName(text.Path));
        return isSame && File.GetLastWriteTimeUtc(text.Path) > File.GetLastWriteTimeUtc(stored.Path);
    }

    /// <summary>How long the bars of a file last, by its name; a text file whose name does not say it counts as days.</summary>
    private static Resolution LengthOf(DataEntry entry) => entry.Resolution ?? Resolution.Day;
}
