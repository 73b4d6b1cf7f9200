namespace StrategyHost.Indicators.Windows;

/// <summary>
/// A sum to which numbers are added and from which they are taken away again without drift: it is kept in two parts of
/// which the second holds what the first cannot (error-free transformations; Dekker 1971, Knuth).
/// </summary>
internal struct RunningSum
{
    private double high;
    private double low;

    /// <summary>The sum, rounded once.</summary>
    public readonly double Value => high + low;

    /// <summary>Adds a number exactly.</summary>
    public void Add(double number)
    {
        double sum = high + number;
        double part = sum - high;
        double error = (high - (sum - part)) + (number - part);
        Renormalise(sum, low + error);
    }

    /// <summary>Takes a number away exactly.</summary>
    public void Subtract(double number) => Add(-number);

    /// <summary>Takes a number away and adds another. Nothing waits here for more than one addition of the call before: this is what a
    /// moving average spends its time on.</summary>
    public void Replace(double old, double number)
    {
        double change = number - old;
        double taken = change - number;
        double changeError = (number - (change - taken)) - (old + taken);
        double sum = high + change;
        double part = sum - high;
        low += (high - (sum - part)) + (change - part) + changeError;
        high = sum;
    }

    /// <summary>Multiplies the sum.</summary>
    public void Multiply(double factor)
    {
        high *= factor;
        low *= factor;
    }

    /// <summary>Adds the exact product of two numbers.</summary>
    public void AddProduct(double left, double right)
    {
        double product = left * right;
        Add(product);
        Add(Math.FusedMultiplyAdd(left, right, -product));
    }

    /// <summary>Takes another sum away.</summary>
    public void Subtract(in RunningSum other)
    {
        Add(-other.high);
        Add(-other.low);
    }

    /// <summary>The sum over a number, rounded once: the mean of equal numbers is exactly that number.</summary>
    public readonly double Over(double divisor)
    {
        double quotient = high / divisor;
        double rest = Math.FusedMultiplyAdd(-quotient, divisor, high) + low;
        return quotient + (rest / divisor);
    }

    /// <summary>(n·this − left·right), the numerator of a variance or a covariance, without cancellation.</summary>
    public readonly double Minus(double n, in RunningSum left, in RunningSum right)
    {
        var difference = default(RunningSum);
        difference.AddProduct(n, high);
        difference.AddProduct(n, low);
        difference.AddProduct(-left.high, right.high);
        difference.AddProduct(-left.high, right.low);
        difference.AddProduct(-left.low, right.high);
        return difference.Value;
    }

    private void Renormalise(double sum, double rest)
    {
        high = sum + rest;
        low = rest - (high - sum);
    }
}
