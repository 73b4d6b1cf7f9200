namespace StrategyHost.Live.Brokers;

/// <summary>What an order that opens or enlarges a position passes before it is sent.</summary>
/// <param name="Opening">What it waits at.</param>
/// <param name="Admission">Says what the account does not let pass.</param>
internal sealed record OrderGates(OpeningGate Opening, OrderAdmission Admission);
