using System.Text.Json.Serialization;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Journaling;

namespace StrategyHost.Live.Sessions;

/// <summary>What a journal says about a deployment's latest session.</summary>
/// <param name="Deployment">The deployment's name.</param>
/// <param name="Session">The session's number.</param>
/// <param name="Begun">When the host began it, UTC.</param>
/// <param name="State"><c>running</c>, <c>resting</c>, <c>failed</c> or <c>over</c>.</param>
/// <param name="Events">How many events it has had.</param>
/// <param name="Time">The session's own time, UTC: that of its latest event, or its start.</param>
/// <param name="Orders">How many orders it has made that were not denied.</param>
/// <param name="Fills">How many fills it has booked.</param>
/// <param name="Snapshot">Where it stood at the latest event that was made durable.</param>
public sealed record DeploymentStatus(string Deployment, long Session, DateTime Begun, string State, int Events, DateTime Time, int Orders,
    int Fills, SessionSnapshot Snapshot)
{
    /// <summary>Where its orders go: <c>paper</c>, <c>shadow</c> or <c>live</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>The account that it trades on; null for paper and shadow.</summary>
    public string? Account { get; init; }

    /// <summary>The script that it trades.</summary>
    public required string Script { get; init; }

    /// <summary>The deployment file as it was when the session began.</summary>
    [JsonIgnore]
    public string Terms { get; init; } = "";

    /// <summary>Whether it stays armed when the host is started again.</summary>
    [JsonIgnore]
    public bool StaysArmed { get; init; }

    /// <summary>How old its newest price may be for an order that opens a position; null for as old as it likes.</summary>
    public TimeSpan? StaleAfter { get; init; }

    /// <summary>Why it has failed; null when it has not.</summary>
    public string? Fault { get; init; }

    /// <summary>What has come of it; null where nobody asked.</summary>
    public DeploymentFigures? Figures { get; init; }

    /// <summary>What keeps its orders from passing, most urgent first; empty when nothing does.</summary>
    public IReadOnlyList<string> Conditions
    {
        get
        {
            string?[] conditions =
            [
                Snapshot.IsFlattening ? "flattening" : null,
                Snapshot.Fault is { } fault ? $"failed, and only exits go on: {fault}" : null,
                Snapshot.IsHalted ? "halted" : null,
                Snapshot.Limit is { } limit ? $"stopped by {limit}" : null,
                Snapshot.Mismatch is { } mismatch ? $"reducing, at odds with the broker: {mismatch}" : null,
                Mode == "live" && !Snapshot.IsArmed ? "not armed" : null,
            ];
            return [.. conditions.OfType<string>()];
        }
    }

    /// <summary>The status of every deployment that has a journal, by name.</summary>
    public static IReadOnlyList<DeploymentStatus> In(string state)
    {
        if (!Directory.Exists(state)) return [];
        var found = new List<DeploymentStatus>();
        foreach (var folder in Directory.EnumerateDirectories(state).Order(StringComparer.Ordinal))
        {
            string path = Path.Combine(folder, "journal.db");
            if (!File.Exists(path)) continue;
            using var journal = Journal.OpenToRead(path);
            if (journal.Sessions() is [.., var latest]) found.Add(Of(folder, journal, latest));
        }

        return found;
    }

    private static DeploymentStatus Of(string folder, Journal journal, SessionRecord session)
    {
        var (events, last) = journal.CountEvents(session.Id);
        var terms = DeploymentFile.Parse(Path.GetFileName(folder), session.Terms);
        var fault = SessionFault.In(folder);
        string state =
            session.Ended is not null ? "over" : SessionFolder.IsClaimed(folder) ? "running" : fault is not null ? "failed" : "resting";
        return new DeploymentStatus(
            Path.GetFileName(folder), session.Id, session.Begun, state, events, last ?? session.Start, journal.CountOrders(session.Id),
            journal.CountOutcomes(session.Id, "fill"), session.Snapshot)
        {
            Mode = terms.Venue.ToString().ToLowerInvariant(),
            Account = terms.Account,
            Script = terms.Script,
            Terms = session.Terms,
            StaysArmed = terms.StaysArmed,
            StaleAfter = terms.StaleAfter,
            Fault = fault?.Sentence,
        };
    }
}
