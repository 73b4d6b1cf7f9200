using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>
/// Smoothed moving average, Wilder's (1978): each input counts 1/period, begun with the mean of the first <c>period</c> inputs.
/// </summary>
/// <param name="period">The number of inputs of the seed, at least 1.</param>
public sealed class Smma(int period) : SeededAverage(Require.Period(period), 1.0 / period);
