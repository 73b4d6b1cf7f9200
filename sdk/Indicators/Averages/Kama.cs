using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>
/// Kaufman's adaptive moving average (1995): an EMA whose weight follows how straight the path was. It begins with the input at which the
/// efficiency window fills, and takes the input itself while nothing moves.
/// </summary>
public sealed class Kama : ValueIndicator
{
    private readonly Window inputs;
    private readonly MovingSum path;
    private readonly double quickest;
    private readonly double slowest;

    /// <summary>An adaptive average.</summary>
    /// <param name="efficiency">Over how many changes the path is judged, at least 1.</param>
    /// <param name="fast">The period of the quickest EMA, at least 1.</param>
    /// <param name="slow">The period of the slowest EMA, longer than <paramref name="fast"/>.</param>
    public Kama(int efficiency = 10, int fast = 2, int slow = 30)
    {
        inputs = new Window(Require.Period(efficiency) + 1);
        path = new MovingSum(efficiency);
        quickest = 2.0 / (Require.Period(fast) + 1);
        slowest = 2.0 / (Require.Period(slow, least: fast + 1) + 1);
    }

    /// <inheritdoc/>
    protected override int Length => path.Length;

    /// <inheritdoc/>
    public override double? Rescale(double inputs)
    {
        this.inputs.Multiply(inputs);
        path.Multiply(inputs);
        Value *= inputs;
        return inputs;
    }

    /// <inheritdoc/>
    public override void Update(double input)
    {
        if (inputs.Count > 0) path.Push(Math.Abs(input - inputs[0]));
        inputs.Push(input);
        if (inputs.Count < path.Length) return;
        if (!inputs.IsFull || path.Value == 0)
        {
            Value = input;
            return;
        }

        double efficiency = Math.Abs(input - inputs[path.Length]) / path.Value;
        double weight = (efficiency * (quickest - slowest)) + slowest;
        Value += weight * weight * (input - Value);
    }
}
