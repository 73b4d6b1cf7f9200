namespace StrategyHost.Engine.Orders;

/// <summary>Something that the strategy has to be told about an order.</summary>
/// <param name="Order">The order.</param>
/// <param name="Status">Its status when that happened.</param>
/// <param name="Fill">The fill that caused it; null when it was something else.</param>
public readonly record struct OrderNotice(Order Order, OrderStatus Status, Fill? Fill);
