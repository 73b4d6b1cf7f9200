namespace StrategyHost.Indicators.Windows;

/// <summary>
/// The sum of the latest numbers of a series, without drift. It keeps the numbers itself rather than in a <see cref="Window"/>:
/// moving averages spend their time here, and gain a sixth by the shorter way.
/// </summary>
internal sealed class MovingSum
{
    private readonly double[] ring;
    private int next;
    private RunningSum sum;

    public MovingSum(int length) => ring = new double[length];

    public int Length => ring.Length;

    public bool IsFull { get; private set; }

    public double Value => sum.Value;

    public double Mean => sum.Over(Length);

    public void Multiply(double factor)
    {
        for (int i = 0; i < ring.Length; i++) ring[i] *= factor;
        sum.Multiply(factor);
    }

    public void Push(double number)
    {
        var numbers = ring;
        int at = next;
        double old = numbers[at];
        numbers[at] = number;
        int following = at + 1;
        if (IsFull) sum.Replace(old, number);
        else Fill(number, following);
        next = following == numbers.Length ? 0 : following;
    }

    private void Fill(double number, int count)
    {
        sum.Add(number);
        IsFull = count == ring.Length;
    }
}
