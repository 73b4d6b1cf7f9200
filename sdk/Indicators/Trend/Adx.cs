using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>
/// Average directional index with the directional indicators (Wilder 1978), 0 to 100. The value is the index; the indicators are there a
/// period earlier.
/// </summary>
public sealed class Adx : Indicator
{
    private readonly int period;
    private readonly Window history;
    private readonly Smma average;
    private Bar last;
    private double rangeSum;
    private double plusSum;
    private double minusSum;
    private int seen;

    /// <summary>An index over so many bars, at least 2.</summary>
    public Adx(int period = 14)
    {
        this.period = Require.Period(period, least: 2);
        average = new Smma(period);
        history = new Window(period);
    }

    /// <summary>+DI, the part of the range that was movement up, in percent; NaN until there is one.</summary>
    public double PlusDi { get; private set; } = double.NaN;

    /// <summary>−DI, the part of the range that was movement down, in percent; NaN until there is one.</summary>
    public double MinusDi { get; private set; } = double.NaN;

    /// <summary>ADXR, the mean of the value and the one <c>period</c> − 1 bars before; NaN until there is one.</summary>
    public double Adxr { get; private set; } = double.NaN;

    /// <inheritdoc/>
    public override int WarmUp => 2 * period;

    /// <inheritdoc/>
    public override double? Rescale(double prices, double volumes)
    {
        last = last.Scaled(prices, volumes);
        rangeSum *= prices;
        plusSum *= prices;
        minusSum *= prices;
        return 1;
    }

    /// <inheritdoc/>
    public override void Update(in Bar bar)
    {
        var before = last;
        last = bar;
        if (seen++ == 0) return;
        double up = bar.High - before.High;
        double down = before.Low - bar.Low;
        double range = Math.Max(bar.High, before.Close) - Math.Min(bar.Low, before.Close);
        double keep = seen <= period + 1 ? 1 : 1 - (1.0 / period);
        rangeSum = (keep * rangeSum) + range;
        plusSum = (keep * plusSum) + (up > down ? Math.Max(up, 0) : 0);
        minusSum = (keep * minusSum) + (down > up ? Math.Max(down, 0) : 0);
        if (seen > period && rangeSum > 0) Average();
    }

    private void Average()
    {
        PlusDi = 100 * plusSum / rangeSum;
        MinusDi = 100 * minusSum / rangeSum;
        double both = PlusDi + MinusDi;
        average.Update(both > 0 ? 100 * Math.Abs(PlusDi - MinusDi) / both : 0);
        if (!average.IsReady) return;
        Value = average.Value;
        history.Push(Value);
        if (history.IsFull) Adxr = (Value + history[period - 1]) / 2;
    }
}
