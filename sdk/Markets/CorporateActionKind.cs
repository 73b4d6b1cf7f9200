namespace StrategyHost;

/// <summary>What a company can do to its shares.</summary>
public enum CorporateActionKind
{
    /// <summary>Each share becomes several, or a part of one.</summary>
    Split,

    /// <summary>Each share is paid money.</summary>
    Dividend,
}
