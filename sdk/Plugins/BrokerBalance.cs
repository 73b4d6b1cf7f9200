namespace StrategyHost.Plugins;

/// <summary>An account's cash in one currency.</summary>
/// <param name="Currency">The currency.</param>
/// <param name="Cash">All cash, what is bound by working orders included; negative when borrowed.</param>
public sealed record BrokerBalance(string Currency, decimal Cash);
