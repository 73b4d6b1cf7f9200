namespace StrategyHost.Engine.Orders;

/// <summary>What happened to an order, as far as other orders depend on it.</summary>
public enum OrderUpdateKind
{
    /// <summary>It, or a part of it, has traded.</summary>
    Filled,

    /// <summary>It has ended other than by being filled whole.</summary>
    Ended,

    /// <summary>It has other terms than before, whoever wanted them.</summary>
    Changed,

    /// <summary>The venue has refused to cancel or change it.</summary>
    RequestRejected,
}
