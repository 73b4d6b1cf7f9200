using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>Vortex (Botes, Siepman 2010): movement up and movement down, each over the true range. The value is up less down. NaN while
/// there is no range.</summary>
public sealed class Vortex : Indicator
{
    private readonly MovingSum rises;
    private readonly MovingSum falls;
    private readonly MovingSum ranges;
    private Bar last;
    private bool hasLast;

    /// <summary>An indicator over so many bars, at least 1.</summary>
    public Vortex(int period = 14)
    {
        rises = new MovingSum(Require.Period(period));
        falls = new MovingSum(period);
        ranges = new MovingSum(period);
    }

    /// <summary>VI+; NaN until there is one.</summary>
    public double Positive { get; private set; } = double.NaN;

    /// <summary>VI−; NaN until there is one.</summary>
    public double Negative { get; private set; } = double.NaN;

    /// <inheritdoc/>
    public override int WarmUp => ranges.Length + 1;

    /// <inheritdoc/>
    public override double? Rescale(double prices, double volumes)
    {
        rises.Multiply(prices);
        falls.Multiply(prices);
        ranges.Multiply(prices);
        last = last.Scaled(prices, volumes);
        return 1;
    }

    /// <inheritdoc/>
    public override void Update(in Bar bar)
    {
        var before = last;
        last = bar;
        if (!hasLast)
        {
            hasLast = true;
            return;
        }

        rises.Push(Math.Abs(bar.High - before.Low));
        falls.Push(Math.Abs(bar.Low - before.High));
        ranges.Push(Math.Max(bar.High, before.Close) - Math.Min(bar.Low, before.Close));
        if (!ranges.IsFull) return;
        Positive = ranges.Value > 0 ? rises.Value / ranges.Value : double.NaN;
        Negative = ranges.Value > 0 ? falls.Value / ranges.Value : double.NaN;
        Value = Positive - Negative;
    }
}
