using StrategyHost.Engine.Orders;
using StrategyHost.Engine.Venues;

namespace StrategyHost.Engine.Runs;

/// <summary>The orders of a run, and where they go.</summary>
/// <param name="Store">The orders.</param>
/// <param name="Venue">Where they go.</param>
/// <param name="FollowUp">What brings orders that depend on others to what they should be.</param>
/// <param name="Managers">The orders of each strategy.</param>
/// <param name="RoundTrips">What has been opened and closed.</param>
public sealed record RunOrders(OrderStore Store, IVenue Venue, OrderFollowUp FollowUp, IReadOnlyList<OrderManager> Managers,
    Accounts.RoundTrips RoundTrips)
{
    /// <summary>The fills of the event that is under way.</summary>
    public required FillSteps Steps { get; init; }

    /// <summary>What lets orders that have ended leave memory; null where all stay.</summary>
    internal EndedOrders? Ended { get; init; }
}
