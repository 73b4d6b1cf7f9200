namespace StrategyHost;

/// <summary>How far an order has come, kept to be shown again.</summary>
/// <param name="Status">Where it is in its life.</param>
/// <param name="Reason">Why it has ended; null when there is nothing to say.</param>
/// <param name="Filled">The quantity filled so far.</param>
/// <param name="AveragePrice">The mean price of its fills; without meaning before the first.</param>
/// <param name="Closed">When it ended, UTC; without meaning while it is open.</param>
internal readonly record struct OrderProgress(OrderStatus Status, string? Reason, decimal Filled, decimal AveragePrice, DateTime Closed);
