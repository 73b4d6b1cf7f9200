namespace StrategyHost.Engine.Risk;

/// <summary>What the risk engine lets through.</summary>
public enum RiskState
{
    /// <summary>Every order that keeps the limits.</summary>
    Active,

    /// <summary>Only orders that make a position smaller.</summary>
    Reducing,

    /// <summary>No order.</summary>
    Halted,
}
