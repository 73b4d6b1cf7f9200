using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>
/// Parabolic stop and reverse (Wilder 1978). The first trend is only a guess (up), so the value is NaN up to and with the
/// bar of the first reversal.
/// </summary>
public sealed class ParabolicSar : Indicator
{
    private readonly double step;
    private readonly double limit;
    private Bar last;
    private Bar beforeLast;
    private double stop;
    private double extreme;
    private double acceleration;
    private long seen;
    private bool hasReversed;

    /// <summary>A stop.</summary>
    /// <param name="step">What each new extreme adds to the acceleration, and what that starts with; above zero.</param>
    /// <param name="limit">The most that the acceleration can be, not below the step.</param>
    public ParabolicSar(double step = 0.02, double limit = 0.2)
    {
        this.step = Require.Positive(step);
        this.limit = limit >= step ? Require.Positive(limit) : throw new ArgumentOutOfRangeException(nameof(limit),
            "The limit of the acceleration cannot be below its step.");
        acceleration = step;
        IsRising = true;
    }

    /// <summary>Whether the stop is below the price.</summary>
    public bool IsRising { get; private set; }

    /// <summary>Whether the latest bar turned the trend.</summary>
    public bool IsReversal { get; private set; }

    /// <summary>Three bars at the least; how many depends on when the first trend turns.</summary>
    public override int WarmUp => 3;

    /// <inheritdoc/>
    public override double? Rescale(double prices, double volumes)
    {
        last = last.Scaled(prices, volumes);
        beforeLast = beforeLast.Scaled(prices, volumes);
        stop *= prices;
        extreme *= prices;
        Value *= prices;
        return prices;
    }

    /// <inheritdoc/>
    public override void Update(in Bar bar)
    {
        if (seen++ == 0)
        {
            extreme = bar.High;
            stop = bar.Low;
        }
        else
        {
            bool counts = hasReversed;
            Move(in bar);
            IsReversal &= counts;
            if (counts) Value = stop;
        }

        beforeLast = last;
        last = bar;
    }

    private void Move(in Bar bar)
    {
        stop += acceleration * (extreme - stop);
        if (seen > 2)
            stop = IsRising ? Math.Min(stop, Math.Min(last.Low, beforeLast.Low)) : Math.Max(stop, Math.Max(last.High, beforeLast.High));
        IsReversal = IsRising ? bar.Low < stop : bar.High > stop;
        if (IsReversal)
        {
            Reverse(in bar);
        }
        else if (IsRising ? bar.High > extreme : bar.Low < extreme)
        {
            extreme = IsRising ? bar.High : bar.Low;
            acceleration = Math.Min(acceleration + step, limit);
        }
    }

    private void Reverse(in Bar bar)
    {
        hasReversed = true;
        stop = extreme;
        IsRising = !IsRising;
        extreme = IsRising ? bar.High : bar.Low;
        acceleration = step;
    }
}
