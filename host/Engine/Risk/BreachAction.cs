namespace StrategyHost.Engine.Risk;

/// <summary>What happens when a loss limit is reached.</summary>
public enum BreachAction
{
    /// <summary>Cancel working orders that would enlarge a position, and let only orders through that shrink one.</summary>
    Reduce,

    /// <summary>Cancel all working orders and let no order through.</summary>
    Halt,

    /// <summary>Cancel all working orders, close all positions at the market, and let no other order through.</summary>
    Flatten,
}
