namespace StrategyHost.Live.Journaling;

/// <summary>A session as the journal knows it.</summary>
/// <param name="Id">Its number, from 1.</param>
/// <param name="Begun">When the host began it, UTC.</param>
/// <param name="Start">The session's own time at its start, UTC.</param>
/// <param name="Ended">When it ended, UTC; null while it has not.</param>
/// <param name="Standing">Where it stands after the events that have been handled for certain: later ones may or may not have been.</param>
/// <param name="Terms">The deployment file as it was then.</param>
public sealed record SessionRecord(long Id, DateTime Begun, DateTime Start, DateTime? Ended, SessionStanding Standing, string Terms);
