namespace StrategyHost.Indicators.Windows;

/// <summary>Mean and standard deviation of the latest numbers of a series, without drift; equal numbers deviate by exactly zero.</summary>
internal sealed class MovingMoments
{
    // Below this part of the mean square, what is left of a variance is rounding of the inputs themselves.
    private const double Noise = 1e-28;
    private readonly Window window;
    private RunningSum sum;
    private RunningSum squares;

    public MovingMoments(int length)
    {
        window = new Window(length);
        Length = length;
    }

    public int Length { get; }

    public bool IsFull => window.IsFull;

    public double Mean => sum.Over(Length);

    /// <summary>The deviation of the population.</summary>
    public double Deviation
    {
        get
        {
            double scaled = squares.Minus(Length, in sum, in sum);
            return scaled > Noise * Length * squares.Value ? Math.Sqrt(scaled) / Length : 0;
        }
    }

    public void Multiply(double factor)
    {
        window.Multiply(factor);
        sum.Multiply(factor);
        squares.Multiply(factor * factor);
    }

    public void Push(double number)
    {
        double old = window.Push(number);
        sum.Add(number);
        squares.AddProduct(number, number);
        if (double.IsNaN(old)) return;
        sum.Subtract(old);
        squares.AddProduct(-old, old);
    }
}
