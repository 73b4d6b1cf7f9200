using StrategyHost.Engine.Runs.Live;

namespace StrategyHost.Live.Journaling;

/// <summary>The journal of one session of a deployment.</summary>
/// <param name="journal">The deployment's journal.</param>
/// <param name="session">The session.</param>
public sealed class SessionJournal(Journal journal, SessionRecord session) : ISessionJournal
{
    /// <inheritdoc/>
    public SessionRecord Session => session;

    /// <inheritdoc/>
    public IEnumerable<LiveEvent> Events() => journal.Events(session.Id);

    /// <inheritdoc/>
    public IEnumerable<Outcome> Outcomes() => journal.Outcomes(session.Id);

    /// <inheritdoc/>
    public IEnumerable<LiveEvent> LatestEvents() => journal.LatestEvents(session.Id);

    /// <inheritdoc/>
    public void Append(SessionSnapshot snapshot, IReadOnlyList<Outcome> outcomes, IReadOnlyList<LiveEvent> events) =>
        journal.Append(session.Id, snapshot, outcomes, events);
}
