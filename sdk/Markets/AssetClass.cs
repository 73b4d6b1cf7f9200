namespace StrategyHost;

/// <summary>What kind of thing an instrument is.</summary>
public enum AssetClass
{
    /// <summary>A share, a fund or a depositary receipt.</summary>
    Equity,

    /// <summary>An index: a price that is followed, and traded only in simulation.</summary>
    Index,

    /// <summary>A futures contract or a perpetual swap.</summary>
    Future,

    /// <summary>A pair of currencies.</summary>
    Forex,

    /// <summary>A crypto asset traded spot.</summary>
    Crypto,
}
