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
    private int position;

    /// <summary>A cursor before the bar at <paramref name="start"/>, that stops before <paramref name="end"/>.</summary>
    public SeriesCursor(BarSeries series, int start, int end)
    {
        this.series = series;
        this.end = end;
        blockStart = start;
        Fill();
    }

    /// <summary>When the next bar ends, in ticks; <see cref="long.MaxValue"/> when there is none.</summary>
    public long NextEnd { get; private set; }

    /// <summary>The next bar. Valid until <see cref="Advance"/> while <see cref="NextEnd"/> is a time.</summary>
    public ref readonly Bar Next => ref block[position];

    /// <summary>The position of the next bar in its series.</summary>
    public int NextIndex => blockStart + position;

    /// <summary>Moves behind the next bar.</summary>
    public void Advance()
    {
        if (++position == blockCount)
        {
            blockStart += blockCount;
            Fill();
        }
        else
        {
            NextEnd = block[position].End.Ticks;
        }
    }

    private void Fill()
    {
        int wanted = Math.Min(BlockLength, end - blockStart);
        blockCount = wanted > 0 ? series.CopyTo(blockStart, block.AsSpan(0, wanted)) : 0;
        position = 0;
        NextEnd = blockCount > 0 ? block[0].End.Ticks : long.MaxValue;
    }
}
