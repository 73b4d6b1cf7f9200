namespace StrategyHost.Simulation.Brokers;

/// <summary>What a host asks of its broker.</summary>
internal enum RequestKind
{
    /// <summary>To take an order.</summary>
    Submit,

    /// <summary>To end an order.</summary>
    Cancel,

    /// <summary>To change an order.</summary>
    Replace,

    /// <summary>For orders or executions.</summary>
    Orders,

    /// <summary>For positions or cash.</summary>
    Positions,
}
