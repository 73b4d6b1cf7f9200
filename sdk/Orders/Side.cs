namespace StrategyHost;

/// <summary>Which way an order or a fill goes.</summary>
public enum Side
{
    /// <summary>Adds to the position: opens or enlarges a long one, reduces a short one.</summary>
    Buy,

    /// <summary>Takes from the position: reduces a long one, opens or enlarges a short one.</summary>
    Sell,
}
