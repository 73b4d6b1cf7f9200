namespace StrategyHost.Indicators.Windows;

/// <summary>The sum of the latest numbers of a series, without drift.</summary>
internal sealed class MovingSum
{
    private readonly Window window;
    private RunningSum sum;

    public MovingSum(int length)
    {
        window = new Window(length);
        Length = length;
    }

    public int Length { get; }

    public bool IsFull => window.IsFull;

    public double Value => sum.Value;

    public double Mean => sum.Over(Length);

    public void Push(double number)
    {
        double old = window.Push(number);
        if (double.IsNaN(old)) sum.Add(number);
        else sum.Replace(old, number);
    }
}
