namespace StrategyHost.Indicators;

/// <summary>Triple exponential moving average (Mulloy 1994): 3·EMA − 3·EMA of EMA + EMA of EMA of EMA.</summary>
/// <param name="period">The number of inputs of the seed, at least 1.</param>
public sealed class Tema(int period) : CascadedEma(period)
{
    private protected override double Result(double thirdBefore) => (3 * First) - (3 * Second) + Third;
}
