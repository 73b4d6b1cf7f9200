namespace StrategyHost.Indicators;

/// <summary>
/// Standard pivot points: the mean of high, low and close of the period before, with three supports and three resistances. The value is the
/// pivot.
/// A bar belongs to the UTC date of its middle, which is the exchange's date for daily bars of every market.
/// </summary>
public sealed class PivotPoints : Indicator
{
    private static readonly int[] Bars = [2, 6, 24];
    private readonly PivotPeriod period;
    private long periodNumber = -1;
    private double high;
    private double low;
    private double close;

    /// <summary>Points from the period before.</summary>
    public PivotPoints(PivotPeriod period = PivotPeriod.Month) => this.period = period;

    /// <summary>First support; NaN until there is one.</summary>
    public double S1 { get; private set; } = double.NaN;

    /// <summary>Second support; NaN until there is one.</summary>
    public double S2 { get; private set; } = double.NaN;

    /// <summary>Third support; NaN until there is one.</summary>
    public double S3 { get; private set; } = double.NaN;

    /// <summary>First resistance; NaN until there is one.</summary>
    public double R1 { get; private set; } = double.NaN;

    /// <summary>Second resistance; NaN until there is one.</summary>
    public double R2 { get; private set; } = double.NaN;

    /// <summary>Third resistance; NaN until there is one.</summary>
    public double R3 { get; private set; } = double.NaN;

    /// <summary>The daily bars of a longest period and one more; fewer when it begins within one.</summary>
    public override int WarmUp => Bars[(int)period];

    /// <inheritdoc/>
    public override double? Rescale(double prices, double volumes)
    {
        high *= prices;
        low *= prices;
        close *= prices;
        (S1, S2, S3) = (S1 * prices, S2 * prices, S3 * prices);
        (R1, R2, R3) = (R1 * prices, R2 * prices, R3 * prices);
        Value *= prices;
        return prices;
    }

    /// <inheritdoc/>
    public override void Update(in Bar bar)
    {
        long number = NumberOf(bar.Start + ((bar.End - bar.Start) / 2));
        if (number == periodNumber)
        {
            high = Math.Max(high, bar.High);
            low = Math.Min(low, bar.Low);
        }
        else
        {
            if (periodNumber >= 0) Draw();
            periodNumber = number;
            high = bar.High;
            low = bar.Low;
        }

        close = bar.Close;
    }

    private long NumberOf(DateTime time) => period switch
    {
        PivotPeriod.Day => DateOnly.FromDateTime(time).DayNumber,
        PivotPeriod.Week => DateOnly.FromDateTime(time).DayNumber / 7,
        _ => (time.Year * 12) + time.Month,
    };

    private void Draw()
    {
        double pivot = (high + low + close) / 3;
        double range = high - low;
        Value = pivot;
        S1 = (2 * pivot) - high;
        S2 = pivot - range;
        S3 = low - (2 * (high - pivot));
        R1 = (2 * pivot) - low;
        R2 = pivot + range;
        R3 = high + (2 * (pivot - low));
    }
}
