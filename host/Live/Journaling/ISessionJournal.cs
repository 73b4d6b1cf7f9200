using StrategyHost.Engine.Runs.Live;

namespace StrategyHost.Live.Journaling;

/// <summary>The journal of one session. A seam: the simulator has one whose disk fails.</summary>
public interface ISessionJournal
{
    /// <summary>The session, as it was when the journal was opened.</summary>
    SessionRecord Session { get; }

    /// <summary>Its events, oldest first, as the journal held them when this was asked. They are read as they are wanted.</summary>
    IEnumerable<LiveEvent> Events();

    /// <summary>What was done in it, in the order in which it was, as the journal held it when this was asked. It is read as it is
    /// wanted.</summary>
    IEnumerable<Outcome> Outcomes();

    /// <summary>The latest events, newest first.</summary>
    IEnumerable<LiveEvent> LatestEvents();

    /// <summary>Writes down what was done up to now, and events that come next. All is durable when this returns.</summary>
    /// <param name="snapshot">Where it stands.</param>
    /// <param name="outcomes">What was done and is not written down yet.</param>
    /// <param name="events">What comes next.</param>
    /// <exception cref="JournalException">It cannot be written, or nobody knows whether it was.</exception>
    void Append(SessionSnapshot snapshot, IReadOnlyList<Outcome> outcomes, IReadOnlyList<LiveEvent> events);
}
