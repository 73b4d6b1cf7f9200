namespace StrategyHost.Simulation.Exchanges;

/// <summary>How an exchange is, all the time.</summary>
internal sealed record ExchangeTraits
{
    /// <summary>Whether it refuses a second order under a client id.</summary>
    public bool RefusesDuplicates { get; init; } = true;

    /// <summary>Whether it refuses a change to a quantity that is filled already; it ends the order as filled otherwise.</summary>
    public bool RefusesSmallChanges { get; init; } = true;

    /// <summary>Whether an order has another broker id after a change.</summary>
    public bool RenamesOnChange { get; init; }

    /// <summary>Whether an order that may only reduce a position is kept to that.</summary>
    public bool KeepsReduceOnly { get; init; }

    /// <summary>Whether a restart of the broker loses the index of client ids: open orders are listed, and cannot be found.</summary>
    public bool ForgetsClientIds { get; init; }

    /// <summary>Whether a restart of the broker loses the orders that have ended. Their executions stay.</summary>
    public bool ForgetsEndedOrders { get; init; }
}
