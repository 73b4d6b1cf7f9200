using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>Stochastic oscillator (Lane): where the close stands in the recent range, smoothed, 0 to 100; 0 while there is no
/// range.</summary>
public sealed class Stochastic : Indicator
{
    private readonly Extreme highest;
    private readonly Extreme lowest;
    private readonly Sma smooth;
    private readonly Sma signal;

    /// <summary>An oscillator.</summary>
    /// <param name="period">The window of the range in bars, at least 1.</param>
    /// <param name="signalPeriod">The average that is the signal (%D), at least 1.</param>
    /// <param name="smoothPeriod">The average that smooths the value (%K), at least 1.</param>
    public Stochastic(int period = 14, int signalPeriod = 3, int smoothPeriod = 3)
    {
        highest = Extreme.Largest(Require.Period(period));
        lowest = Extreme.Smallest(period);
        signal = new Sma(Require.Period(signalPeriod));
        smooth = new Sma(Require.Period(smoothPeriod));
        WarmUp = period + smoothPeriod - 1;
    }

    /// <summary>%D, the average of the value; NaN until there is one.</summary>
    public double Signal => signal.Value;

    /// <summary>%J = 3·%K − 2·%D; NaN until there is a signal.</summary>
    public double J => (3 * Value) - (2 * Signal);

    /// <inheritdoc/>
    public override int WarmUp { get; }

    /// <inheritdoc/>
    public override double? Rescale(double prices, double volumes)
    {
        highest.Multiply(prices);
        lowest.Multiply(prices);
        return 1;
    }

    /// <inheritdoc/>
    public override void Update(in Bar bar)
    {
        highest.Push(bar.High);
        lowest.Push(bar.Low);
        if (!highest.IsFull) return;
        double range = highest.Value - lowest.Value;
        smooth.Update(range > 0 ? 100 * (bar.Close - lowest.Value) / range : 0);
        if (!smooth.IsReady) return;
        Value = smooth.Value;
        signal.Update(Value);
    }
}
