namespace StrategyHost;

/// <summary>Whether a fill took liquidity from the market or gave it.</summary>
public enum Liquidity
{
    /// <summary>It took a price that was there.</summary>
    Taker,

    /// <summary>It rested at its limit and was met there.</summary>
    Maker,
}
