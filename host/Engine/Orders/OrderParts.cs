using StrategyHost.Engine.Accounts;
using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Orders;

/// <summary>The order path of a run, as its strategies share it.</summary>
/// <param name="Markets">The markets.</param>
/// <param name="Account">The account.</param>
/// <param name="Store">The orders.</param>
/// <param name="Gateway">The one door to the venue.</param>
/// <param name="Contingencies">Orders that depend on each other.</param>
/// <param name="FollowUp">What brings them to what they should be.</param>
/// <param name="Log">Where lines go.</param>
public sealed record OrderParts(MarketList Markets, Account Account, OrderStore Store, OrderGateway Gateway, Contingencies Contingencies,
    OrderFollowUp FollowUp, Log Log);
