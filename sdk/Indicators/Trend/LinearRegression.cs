using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>The least-squares line through the latest inputs, one step apart. The value is the line at the latest of them.</summary>
public sealed class LinearRegression : ValueIndicator
{
    private readonly Window window;
    private readonly int period;
    private readonly double spread;
    private RunningSum sum;
    private RunningSum squares;
    private RunningSum products;
    private long seen;

    /// <summary>A line through so many inputs, at least 2.</summary>
    public LinearRegression(int period)
    {
        this.period = Require.Period(period, least: 2);
        window = new Window(period);
        double n = period;
        spread = n * n * ((n * n) - 1) / 12;
    }

    /// <summary>How much the line rises from one input to the next; NaN until there is one.</summary>
    public double Slope { get; private set; } = double.NaN;

    /// <summary>Where the line stood at the input before the very first of the series, so that line = intercept + slope · number of inputs;
    /// NaN until there is one.</summary>
    public double Intercept => Value - (Slope * seen);

    /// <summary>The part of the inputs' variance that the line explains, 0 to 1; NaN while nothing deviates.</summary>
    public double RSquared { get; private set; } = double.NaN;

    /// <summary>The deviation of the inputs about their mean, of the population; NaN until there are enough.</summary>
    public double Deviation { get; private set; } = double.NaN;

    /// <inheritdoc/>
    protected override int Length => period;

    /// <inheritdoc/>
    public override double? Rescale(double inputs)
    {
        window.Multiply(inputs);
        sum.Multiply(inputs);
        squares.Multiply(inputs * inputs);
        products.Multiply(inputs);
        Slope *= inputs;
        Deviation *= inputs;
        Value *= inputs;
        return inputs;
    }

    /// <inheritdoc/>
    public override void Update(double input)
    {
        seen++;
        Slide(input);
        if (!window.IsFull) return;
        double n = period;
        // x runs from 1 to n within the window, so Σx = n(n+1)/2 and n·Σx² − (Σx)² = n²(n²−1)/12.
        var xs = default(RunningSum);
        xs.Add(n * (n + 1) / 2);
        double covariance = products.Minus(n, in xs, in sum);
        double variance = squares.Minus(n, in sum, in sum);
        Slope = covariance / spread;
        Value = sum.Over(n) + (Slope * (n - 1) / 2);
        Deviation = variance > 0 ? Math.Sqrt(variance) / n : 0;
        RSquared = variance > 0 ? covariance * covariance / (spread * variance) : double.NaN;
    }

    private void Slide(double input)
    {
        double old = window.Push(input);
        if (!double.IsNaN(old))
        {
            products.Subtract(in sum);
            sum.Subtract(old);
            squares.AddProduct(-old, old);
        }

        sum.Add(input);
        squares.AddProduct(input, input);
        products.AddProduct(window.Count, input);
    }
}
