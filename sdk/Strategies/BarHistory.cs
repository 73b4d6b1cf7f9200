namespace StrategyHost;

/// <summary>The latest bars of a series, up to a declared number of them.</summary>
public sealed class BarHistory
{
    private readonly Bar[] ring;
    private int next;

    internal BarHistory(int capacity) => ring = new Bar[capacity];

    /// <summary>How many bars it holds at the most.</summary>
    public int Capacity => ring.Length;

    /// <summary>How many bars it holds now.</summary>
    public int Count { get; private set; }

    /// <summary>Whether it holds as many bars as it can.</summary>
    public bool IsFull => Count == ring.Length;

    /// <summary>A bar by its age: 0 is the latest, 1 the one before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The history does not go back that far.</exception>
    public Bar this[int barsAgo]
    {
        get
        {
            if ((uint)barsAgo >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(barsAgo),
                    $"The history holds {Count} bars and was asked for the one {barsAgo} bars ago: look at Count or IsFull first.");
            int index = next - 1 - barsAgo;
            return ring[index < 0 ? index + ring.Length : index];
        }
    }

    internal void Add(in Bar bar)
    {
        ring[next] = bar;
        if (++next == ring.Length) next = 0;
        if (Count < ring.Length) Count++;
    }

    /// <summary>Multiplies the prices and volumes of all bars that are held.</summary>
    internal void Rescale(double prices, double volumes)
    {
        foreach (ref var bar in ring.AsSpan()) bar = bar.Scaled(prices, volumes);
    }
}
