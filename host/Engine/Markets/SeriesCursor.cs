namespace StrategyHost.Engine.Markets;

/// <summary>Reads a series forward, a block at a time, so that the columns are decoded in tight loops.</summary>
public sealed class SeriesCursor
{
    private const int BlockLength = 512;
    private readonly BarSeries series;
    private readonly Bar[] block = new Bar[BlockLength];
    private readonly int end;
    private int blockStart;
    private int blockCount;
    private int next;

    /// <summary>A cursor before the bar at <paramref name="start"/>, that stops before <paramref name="end"/>.</summary>
    public SeriesCursor(BarSeries series, int start, int end)
    {
        this.series = series;
        this.end = end;
        blockStart = start;
        NextEnd = EndOf(start);
    }

    /// <summary>When the next bar ends, in ticks; <see cref="long.MaxValue"/> when there is none.</summary>
    public long NextEnd { get; private set; }

    /// <summary>The position of the next bar in its series.</summary>
    public int NextIndex => blockStart + next;

    /// <summary>The next bar, while <see cref="NextEnd"/> is a time.</summary>
    public Bar Next => series[NextIndex];

    /// <summary>Moves behind the next bar, and says where it is: it stays there until the next call.</summary>
    /// <param name="index">Its place in the block.</param>
    public Bar[] Read(out int index)
    {
        if (next == blockCount) Fill();
        index = next++;
        var read = block;
        int following = index + 1;
        NextEnd = following < blockCount ? read[following].End.Ticks : EndOf(NextIndex);
        return read;
    }

    private void Fill()
    {
        blockStart += blockCount;
        blockCount = series.CopyTo(blockStart, block.AsSpan(0, Math.Min(BlockLength, end - blockStart)));
        next = 0;
    }

    private long EndOf(int index) => index < end ? series.EndOf(index).Ticks : long.MaxValue;
}
