namespace StrategyHost.Indicators.Windows;

/// <summary>The latest numbers of a series, a fixed number of them.</summary>
internal sealed class Window
{
    private readonly double[] ring;
    private int next;

    public Window(int length) => ring = new double[length];

    public int Count { get; private set; }

    public bool IsFull => Count == ring.Length;

    /// <summary>A number by its age: 0 is the latest. The caller knows that there are so many.</summary>
    public double this[int ago]
    {
        get
        {
            int index = next - 1 - ago;
            return ring[index < 0 ? index + ring.Length : index];
        }
    }

    public void Multiply(double factor)
    {
        for (int i = 0; i < ring.Length; i++) ring[i] *= factor;
    }

    /// <summary>Takes a number in and says which one it pushed out; NaN while there is room.</summary>
    public double Push(double number)
    {
        ref double place = ref ring[next];
        double old = place;
        place = number;
        if (++next == ring.Length) next = 0;
        return IsFull ? old : Fill();
    }

    private double Fill()
    {
        Count++;
        return double.NaN;
    }
}
