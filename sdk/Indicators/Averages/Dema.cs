namespace StrategyHost.Indicators;

/// <summary>Double exponential moving average (Mulloy 1994): 2·EMA − EMA of EMA.</summary>
/// <param name="period">The number of inputs of the seed, at least 1.</param>
public sealed class Dema(int period) : CascadedEma(period)
{
    private protected override double Result(double thirdBefore) => (2 * First) - Second;
}
