namespace StrategyHost.Indicators.Windows;

/// <summary>
/// The largest number of a sliding window, or the smallest when built with <see cref="Smallest"/>. Numbers that can no longer win
/// are dropped as they are passed, so that each is touched twice in all. On ties the oldest wins.
/// </summary>
internal sealed class Extreme
{
    private readonly int length;
    private readonly double sign;
    private readonly double[] candidates;
    private readonly long[] positions;
    private int first;
    private int count;
    private long seen;

    private Extreme(int length, double sign)
    {
        this.length = length;
        this.sign = sign;
        candidates = new double[length];
        positions = new long[length];
    }

    public bool IsFull => seen >= length;

    /// <summary>The extreme of the window.</summary>
    public double Value => sign * candidates[first];

    /// <summary>How many numbers ago it came; 0 for the latest.</summary>
    public int Ago => (int)(seen - 1 - positions[first]);

    public static Extreme Largest(int length) => new(length, 1);

    public static Extreme Smallest(int length) => new(length, -1);

    public void Multiply(double factor)
    {
        for (int i = 0; i < candidates.Length; i++) candidates[i] *= factor;
    }

    public void Push(double number)
    {
        double candidate = sign * number;
        if (count > 0 && positions[first] <= seen - length) DropFirst();
        while (count > 0 && candidates[At(count - 1)] < candidate) count--;
        int place = At(count++);
        candidates[place] = candidate;
        positions[place] = seen++;
    }

    private void DropFirst()
    {
        first = first + 1 == length ? 0 : first + 1;
        count--;
    }

    private int At(int offset)
    {
        int index = first + offset;
        return index >= length ? index - length : index;
    }
}
