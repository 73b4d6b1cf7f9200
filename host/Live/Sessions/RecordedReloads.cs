using StrategyHost.Live.Journaling;

namespace StrategyHost.Live.Sessions;

/// <summary>The versions that a session's journal holds.</summary>
/// <param name="Taken">The versions, each with the event after which it was taken.</param>
/// <param name="Events">How many events the journal holds: new versions come after them.</param>
internal sealed record RecordedReloads(IReadOnlyList<RecordedReload> Taken, int Events);
