namespace StrategyHost.Plugins;

/// <summary>What an account holds of one instrument.</summary>
/// <param name="Symbol">The instrument's symbol.</param>
/// <param name="Quantity">Units held: negative for short.</param>
/// <param name="AveragePrice">The mean entry price; null where the broker does not tell.</param>
public sealed record BrokerPosition(string Symbol, decimal Quantity, decimal? AveragePrice);
