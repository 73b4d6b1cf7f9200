namespace StrategyHost.Data.Csv;

/// <summary>A text whose layout is known from its first rows.</summary>
/// <param name="Source">The text.</param>
/// <param name="Layout">How its rows are laid out.</param>
/// <param name="Times">The times of its first rows, as they come.</param>
/// <param name="Header">The last line of its header; empty without one.</param>
internal sealed record SampledText(TextSource Source, CsvLayout Layout, IReadOnlyList<ReadTime> Times, byte[] Header)
{
    /// <summary>Whether the newest row comes first.</summary>
    public bool IsNewestFirst => Layout.Times.DayOfFile is null && Falls(Times);

    /// <summary>The earliest of the times, by which files are put in order.</summary>
    public DateTime First => Times.Min(t => t.Time);

    private static bool Falls(IReadOnlyList<ReadTime> times)
    {
        int balance = 0;
        for (int i = 1; i < times.Count; i++) balance += Math.Sign((times[i - 1].Time - times[i].Time).Ticks);
        return balance > 0;
    }
}
