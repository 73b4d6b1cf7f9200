using StrategyHost.Live.Journaling;

namespace StrategyHost.Live.Sessions;

/// <summary>What a journal says about a deployment's latest session.</summary>
/// <param name="Deployment">The deployment's name.</param>
/// <param name="Session">The session's number.</param>
/// <param name="Begun">When the host began it, UTC.</param>
/// <param name="IsOver">Whether it has ended.</param>
/// <param name="Events">How many events it has had.</param>
/// <param name="Time">The session's own time, UTC: that of its latest event, or its start.</param>
/// <param name="Orders">How many orders it has made.</param>
/// <param name="Fills">How many fills it has booked.</param>
public sealed record DeploymentStatus(string Deployment, long Session, DateTime Begun, bool IsOver, int Events, DateTime Time, int Orders, int Fills)
{
    /// <summary>The status of every deployment that has a journal, by name.</summary>
    public static IReadOnlyList<DeploymentStatus> In(string state)
    {
        if (!Directory.Exists(state)) return [];
        var found = new List<DeploymentStatus>();
        foreach (var folder in Directory.EnumerateDirectories(state).Order(StringComparer.Ordinal))
        {
            string path = Path.Combine(folder, "journal.db");
            if (!File.Exists(path)) continue;
            using var journal = new Journal(path);
            if (journal.Sessions() is [.., var latest]) found.Add(Of(Path.GetFileName(folder), journal, latest));
        }

        return found;
    }

    private static DeploymentStatus Of(string name, Journal journal, SessionRecord session)
    {
        var (events, last) = journal.CountEvents(session.Id);
        var outcomes = journal.Outcomes(session.Id);
        return new DeploymentStatus(
            name, session.Id, session.Begun, session.Ended is not null, events, last ?? session.Start, outcomes.Count(o => o.Kind == "order"), outcomes.Count(o => o.Kind == "fill"));
    }
}
