namespace StrategyHost;

/// <summary>Which number of a bar an indicator reads.</summary>
public enum BarField
{
    /// <summary>The last price.</summary>
    Close,

    /// <summary>The first price.</summary>
    Open,

    /// <summary>The highest price.</summary>
    High,

    /// <summary>The lowest price.</summary>
    Low,

    /// <summary>The traded quantity.</summary>
    Volume,

    /// <summary>(High + Low) / 2.</summary>
    Median,

    /// <summary>(High + Low + Close) / 3.</summary>
    Typical,

    /// <summary>(Open + High + Low + Close) / 4.</summary>
    Average,
}
