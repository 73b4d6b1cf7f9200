using System.Globalization;
using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>
/// Renko bricks of a fixed size on closes: a brick is laid for every whole size that the close is beyond the last brick, so a turn takes
/// two
/// sizes. The value is the close of the last brick; before the first brick, the first close rounded to one decimal place fewer than the
/// size has.
/// </summary>
public sealed class Renko : Indicator
{
    private readonly double size;
    private readonly int decimals;
    private double open;

    /// <summary>Bricks of a size in price units, above zero.</summary>
    public Renko(double size)
    {
        this.size = Require.Positive(size);
        string text = ((decimal)size).ToString(CultureInfo.InvariantCulture);
        int point = text.IndexOf('.', StringComparison.Ordinal);
        decimals = point < 0 ? 0 : Math.Min(text.Length - point - 2, 15);
    }

    /// <summary>How many bricks the latest bar laid: above zero rising ones, below zero falling ones.</summary>
    public int Bricks { get; private set; }

    /// <summary>The open of the last brick; NaN before the first bar.</summary>
    public double Open => IsReady ? open : double.NaN;

    /// <inheritdoc/>
    public override int WarmUp => 1;

    /// <inheritdoc/>
    public override double? Rescale(double prices, double volumes)
    {
        open *= prices;
        Value *= prices;
        return prices;
    }

    /// <inheritdoc/>
    public override void Update(in Bar bar)
    {
        if (!IsReady)
        {
            open = Value = Math.Round(bar.Close, decimals);
            return;
        }

        double top = Math.Max(open, Value);
        double bottom = Math.Min(open, Value);
        Bricks = bar.Close > top ? Whole(bar.Close - top) : bar.Close < bottom ? -Whole(bottom - bar.Close) : 0;
        if (Bricks == 0) return;
        double edge = Bricks > 0 ? top : bottom;
        Value = edge + (Bricks * size);
        open = Value - (Math.Sign(Bricks) * size);
    }

    private int Whole(double distance) => (int)Math.Min(distance / size, int.MaxValue);
}
