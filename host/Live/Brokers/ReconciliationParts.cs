namespace StrategyHost.Live.Brokers;

/// <summary>What a comparison of an account is made of.</summary>
/// <param name="Reconciliation">Compares.</param>
/// <param name="External">Orders that no session looks after.</param>
/// <param name="Mismatches">Acts on what differs.</param>
/// <param name="Cash">Compares cash.</param>
/// <param name="Books">The sessions' books.</param>
/// <param name="Opening">What orders that open a position wait at.</param>
/// <param name="Listener">Whether reports come.</param>
/// <param name="Every">How often it compares without being asked.</param>
internal sealed record ReconciliationParts(
    Reconciliation Reconciliation, ExternalOrders External, MismatchResolver Mismatches, CashComparison Cash, SessionBooks Books,
    OpeningGate Opening, ReportListener Listener, TimeSpan Every);
