namespace StrategyHost.Engine.Profiling;

/// <summary>What a run spends its time on.</summary>
public enum RunStage
{
    /// <summary>Taking the next bars from the data.</summary>
    Read,

    /// <summary>Working orders against bars at the venue.</summary>
    Match,

    /// <summary>Bringing indicators and histories up to date.</summary>
    Indicators,

    /// <summary>The strategy's handlers.</summary>
    Script,

    /// <summary>Judging orders and watching losses.</summary>
    Risk,

    /// <summary>Valuing positions, and keeping the equity curve.</summary>
    Accounting,
}
