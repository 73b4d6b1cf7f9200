namespace StrategyHost.Engine.Orders;

/// <summary>What becomes of what an exchange has filled beyond what was wanted, such as both legs of a pair.</summary>
public enum OverfillPolicy
{
    /// <summary>It is closed at the market at once, and said.</summary>
    Close,

    /// <summary>It is kept, and said.</summary>
    Keep,
}
