using StrategyHost.Engine.Markets;

namespace StrategyHost.Engine.Orders;

/// <summary>Something that happened to an order, for those that depend on it.</summary>
/// <param name="Kind">What.</param>
/// <param name="Order">The order; null for a quantity that was adopted, which is a fill of no order.</param>
/// <param name="Market">Where it trades.</param>
/// <param name="Quantity">How much was filled; 0 for other kinds.</param>
/// <param name="HeldBefore">What its owner held before the fill, negative for short; 0 for other kinds.</param>
public readonly record struct OrderUpdate(OrderUpdateKind Kind, Order? Order, Market Market, decimal Quantity, decimal HeldBefore);
