using StrategyHost.Indicators.Windows;

namespace StrategyHost.Indicators;

/// <summary>
/// Exponential moving average: each input counts 2/(period + 1), begun with the mean of the first <c>period</c> inputs.
/// </summary>
/// <param name="period">The number of inputs of the seed, at least 1.</param>
public sealed class Ema(int period) : SeededAverage(Require.Period(period), 2.0 / (period + 1));
