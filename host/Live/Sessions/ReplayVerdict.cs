namespace StrategyHost.Live.Sessions;

/// <summary>Whether a replayed session did again what it had done.</summary>
/// <param name="Session">The session's number.</param>
/// <param name="Events">How many events were handled.</param>
/// <param name="Orders">How many orders were made.</param>
/// <param name="Fills">How many fills were booked.</param>
/// <param name="Difference">The first thing that was different, recorded and replayed; null when everything was the same.</param>
public sealed record ReplayVerdict(long Session, int Events, int Orders, int Fills, (string Recorded, string Replayed)? Difference);
