using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>
/// Ichimoku cloud (Hosoda 1969). The value is the conversion line. The spans are those drawn at the latest bar, which were computed a base
/// period
/// earlier. The lagging line is the close itself, drawn back in time, and has no place here.
/// </summary>
public sealed class Ichimoku : Indicator
{
    private readonly Middle conversion;
    private readonly Middle slow;
    private readonly Middle wide;
    private readonly Window spansA;
    private readonly Window spansB;

    /// <summary>A cloud of three windows in bars.</summary>
    /// <param name="conversionPeriod">The conversion line, at least 1.</param>
    /// <param name="basePeriod">The base line, and how far ahead the spans are drawn; at least 1.</param>
    /// <param name="spanPeriod">The second span, at least 1.</param>
    public Ichimoku(int conversionPeriod = 9, int basePeriod = 26, int spanPeriod = 52)
    {
        conversion = new Middle(Require.Period(conversionPeriod));
        slow = new Middle(Require.Period(basePeriod));
        wide = new Middle(Require.Period(spanPeriod));
        spansA = new Window(basePeriod);
        spansB = new Window(basePeriod);
        WarmUp = conversionPeriod;
    }

    /// <summary>The base line (kijun-sen); NaN until there is one.</summary>
    public double Base => slow.Value;

    /// <summary>The first span (senkou span A) as drawn at the latest bar; NaN until there is one.</summary>
    public double SpanA { get; private set; } = double.NaN;

    /// <summary>The second span (senkou span B) as drawn at the latest bar; NaN until there is one.</summary>
    public double SpanB { get; private set; } = double.NaN;

    /// <inheritdoc/>
    public override int WarmUp { get; }

    /// <inheritdoc/>
    public override double? Rescale(double prices, double volumes)
    {
        conversion.Multiply(prices);
        slow.Multiply(prices);
        wide.Multiply(prices);
        spansA.Multiply(prices);
        spansB.Multiply(prices);
        SpanA *= prices;
        SpanB *= prices;
        Value *= prices;
        return prices;
    }

    /// <inheritdoc/>
    public override void Update(in Bar bar)
    {
        conversion.Update(in bar);
        slow.Update(in bar);
        wide.Update(in bar);
        Value = conversion.Value;
        SpanA = spansA.Push((conversion.Value + slow.Value) / 2);
        SpanB = spansB.Push(wide.Value);
    }

    /// <summary>The middle of a window's range.</summary>
    private sealed class Middle(int period)
    {
        private readonly Extreme highest = Extreme.Largest(period);
        private readonly Extreme lowest = Extreme.Smallest(period);

        public double Value { get; private set; } = double.NaN;

        public void Multiply(double factor)
        {
            highest.Multiply(factor);
            lowest.Multiply(factor);
            Value *= factor;
        }

        public void Update(in Bar bar)
        {
            highest.Push(bar.High);
            lowest.Push(bar.Low);
            if (highest.IsFull) Value = (highest.Value + lowest.Value) / 2;
        }
    }
}
