namespace StrategyHost.Data.Csv;

/// <summary>Which column is what. Columns count from 0; −1 where there is none.</summary>
internal sealed record ColumnRoles
{
    public int Time { get; init; } = -1;

    /// <summary>The time of day where that is apart from the date.</summary>
    public int TimeOfDay { get; init; } = -1;

    public int Open { get; init; } = -1;

    public int High { get; init; } = -1;

    public int Low { get; init; } = -1;

    public int Close { get; init; } = -1;

    public int Volume { get; init; } = -1;

    /// <summary>Volume that is to be added to <see cref="Volume"/>: TradeStation writes that of rises and that of falls.</summary>
    public int AddedVolume { get; init; } = -1;

    /// <summary>The number of ticks, which stands for the volume where that is zero throughout.</summary>
    public int TickVolume { get; init; } = -1;

    /// <summary>The close after splits and dividends, beside the one that was paid.</summary>
    public int AdjustedClose { get; init; } = -1;

    /// <summary>Of which symbol a row is.</summary>
    public int Symbol { get; init; } = -1;

    /// <summary>How many fields a row must have at the least.</summary>
    public int Needed =>
        1 + new[] { Time, TimeOfDay, Open, High, Low, Close, Volume, AddedVolume, TickVolume, AdjustedClose, Symbol }.Max();

    /// <summary>The columns of numbers.</summary>
    public IEnumerable<int> Numbers => new[] { Open, High, Low, Close, Volume, AddedVolume, TickVolume, AdjustedClose }.Where(c => c >= 0);
}
