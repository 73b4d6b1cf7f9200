using StrategyHost.Data.Store;

namespace StrategyHost.Data.Catalog;

/// <summary>Refuses to choose between two files that hold the same series.</summary>
internal static class TwoFiles
{
    /// <summary>Looks at the files of one symbol in one folder, and at those that its bars were imported from.</summary>
    /// <exception cref="DataException">Two text files hold the same series, or one is newer than what was imported from it.</exception>
    public static void Check(IReadOnlyList<DataEntry> ofSymbol)
    {
        foreach (var group in ofSymbol.Where(e => !e.IsStored).GroupBy(LengthOf))
        {
            if (group.ToList() is [var one, var other, ..])
                throw new DataException(
                    $"{one.Path} and {other.Path} both hold bars of {group.Key} of {one.Symbol} by their names: remove one, or give one "
                        + $"of them by itself with --data.");
        }

        foreach (var stored in ofSymbol.Where(e => e.IsStored))
        {
            var texts = ofSymbol.Where(e => !e.IsStored && LengthOf(e) == LengthOf(stored)).Select(e => e.Path);
            if (texts.Concat(SourcesOf(stored)).FirstOrDefault(t => IsNewer(t, stored.Path)) is not { } text) continue;
            string folder = Path.GetDirectoryName(stored.Path) is { Length: > 0 } given ? given : ".";
            throw new DataException(
                $"{text} is newer than {stored.Path}, which holds its bars as they were when it was imported: import it again with "
                    + $"'strategyhost data import {text} --into {folder}' and the options of the first time, give it by itself with "
                    + $"--data, or remove the one that is not wanted.");
        }
    }

    /// <summary>The files that a stored one was imported from, beside it or where they were then, as far as they are still there.</summary>
    private static IEnumerable<string> SourcesOf(DataEntry stored)
    {
        string folder = Path.GetDirectoryName(stored.Path) ?? "";
        foreach (string source in BarFile.SourceOf(stored.Path).Split(", "))
        {
            string beside = Path.Combine(folder, Path.GetFileName(source));
            if (File.Exists(source)) yield return source;
            else if (File.Exists(beside)) yield return beside;
        }
    }

    private static bool IsNewer(string text, string stored) => File.GetLastWriteTimeUtc(text) > File.GetLastWriteTimeUtc(stored);

    /// <summary>How long the bars of a file last, by its name; a text file whose name does not say it counts as days.</summary>
    private static Resolution LengthOf(DataEntry entry) => entry.Resolution ?? Resolution.Day;
}
