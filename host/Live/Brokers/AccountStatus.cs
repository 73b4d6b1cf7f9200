namespace StrategyHost.Live.Brokers;

/// <summary>How an account and its broker get on.</summary>
/// <param name="Account">The account's name.</param>
/// <param name="IsConnected">Whether the host hears what the broker says.</param>
/// <param name="IsCompared">Whether the account has been compared with the broker: until then orders that open a position wait.</param>
/// <param name="Mismatch">In what it does not agree; null for nothing.</param>
public sealed record AccountStatus(string Account, bool IsConnected, bool IsCompared, string? Mismatch);
