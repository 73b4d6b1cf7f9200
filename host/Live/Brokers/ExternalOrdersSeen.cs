namespace StrategyHost.Live.Brokers;

/// <summary>The orders at an account's broker that no session on the account looks after, as its host saw them last.</summary>
/// <param name="Account">The account's name.</param>
/// <param name="Seen">When it saw them, UTC.</param>
/// <param name="Orders">The orders, by symbol.</param>
public sealed record ExternalOrdersSeen(string Account, DateTime Seen, IReadOnlyList<ExternalOrder> Orders);
