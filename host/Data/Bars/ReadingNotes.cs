using System.Globalization;
using StrategyHost.Data.Csv;

namespace StrategyHost.Data.Bars;

/// <summary>What happened while files were read that their user wants to know.</summary>
internal sealed class ReadingNotes
{
    private bool hasReversed;
    private SampledText? current;

    /// <summary>Whether the files were put in another order than the given one.</summary>
    public bool HasSortedFiles { get; set; }

    /// <summary>Whether the newest row of the current file comes first.</summary>
    public bool IsReversed { get; private set; }

    /// <summary>Whether no line of the current file has been passed over or taken.</summary>
    public bool IsFirstLine { get; set; }

    /// <summary>Whether no bar of the current file has been taken.</summary>
    public bool IsFirstRow { get; private set; }

    /// <summary>The name of the file before the current one; null for the first.</summary>
    public string? Previous { get; private set; }

    public int WithoutPrices { get; set; }

    public int WithoutVolume { get; set; }

    public int OfOtherSymbols { get; set; }

    public int RepeatedHeaders { get; set; }

    public int ClosingLines { get; set; }

    /// <summary>Whether the number of ticks was taken for the volume.</summary>
    public bool TicksAreVolume { get; set; }

    /// <summary>Begins a file.</summary>
    public void Begin(SampledText text)
    {
        Previous = current?.Source.Name;
        current = text;
        IsReversed = text.IsNewestFirst;
        hasReversed |= IsReversed;
        IsFirstLine = IsFirstRow = true;
    }

    /// <summary>A row of the current file is a bar.</summary>
    public void Take() => IsFirstLine = IsFirstRow = false;

    /// <summary>What is to be said, a line each.</summary>
    /// <param name="ofLayouts">What was found out about the files' layouts.</param>
    public IReadOnlyList<string> Lines(IEnumerable<string> ofLayouts)
    {
        var lines = ofLayouts.Distinct().ToList();
        if (HasSortedFiles) lines.Add("files are put in order of time");
        if (hasReversed) lines.Add("the newest row came first: rows are put in order of time");
        if (TicksAreVolume) lines.Add("volume is the tick volume, as the real volume is 0 in every row");
        Count(lines, WithoutPrices, "without prices left out");
        Count(lines, OfOtherSymbols, "of other symbols left out");
        Count(lines, WithoutVolume, "without a volume: it is 0");
        Count(lines, RepeatedHeaders, "of a repeated header left out");
        Count(lines, ClosingLines, "at the end of a file left out, which is a sentence");
        return lines;
    }

    private static void Count(List<string> lines, int count, string what)
    {
        if (count > 0) lines.Add(string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? "row" : "rows")} {what}"));
    }
}
