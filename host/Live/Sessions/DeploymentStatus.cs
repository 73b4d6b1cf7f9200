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

    /// <summary>The terms that the session is run on: the deployment's file as it was when it began, with what has been taken
    /// since.</summary>
    [JsonIgnore]
    public string Terms { get; init; } = "";

    /// <summary>What the session takes of its deployment's file as that is now, and what counts from a new session only; each empty where
    /// there is nothing.</summary>
    /// <param name="file">The text of the file, with what holds where that is silent.</param>
    public (string Taken, string Left) ChangesIn(string file)
    {
        var next = SessionTerms.Between(Terms, file);
        return (TermDifference.TextOf(next.Taken), TermDifference.TextOf(next.Left));
    }

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

    /// <summary>The status of every deployment that has a journal, by name. One whose state cannot be read takes nothing from the
    /// others.</summary>
    /// <param name="state">The folder in which all deployments keep their state.</param>
    /// <param name="isWanted">Whether a deployment, by its name, is to be looked at; null for all.</param>
    public static StateReading In(string state, Func<string, bool>? isWanted = null)
    {
        var found = new List<DeploymentStatus>();
        var unreadable = new List<UnreadableState>();
        if (!Directory.Exists(state)) return new StateReading(found, unreadable);
        foreach (var folder in Directory.EnumerateDirectories(state).Order(StringComparer.Ordinal))
        {
            string path = Path.Combine(folder, "journal.db"), name = Path.GetFileName(folder);
            if (!File.Exists(path) || isWanted?.Invoke(name) == false) continue;
            try
            {
                using var journal = Journal.OpenToRead(path);
                if (journal.Sessions() is [.., var latest]) found.Add(Of(folder, journal, latest));
            }
            catch (Exception failure) when (failure is JournalException or IOException or UnauthorizedAccessException)
            {
                unreadable.Add(new UnreadableState(name, failure.Message));
            }
        }

        return new StateReading(found, unreadable);
    }

    /// <summary>Says that nobody looks after what is open, since no host runs it and its file is gone; null where that is not so.</summary>
    /// <param name="deployments">The folder of deployments.</param>
    public string? Abandoned(string deployments)
    {
        if (State is not ("resting" or "failed") || Snapshot.DescribeOpen() is not { } open) return null;
        string file = Path.Combine(deployments, Deployment + ".json");
        if (File.Exists(file)) return null;
        string where = Account is { } account ? $"on the account {account}" : $"on {Mode}";
        return FormattableString.Invariant(
            $"{Deployment} has {open} {where} in session {Session}, and there is no {file}: nobody looks after them. Put the file back, ")
            + $"or close them by hand, and forget them with 'strategyhost state archive {Deployment}'.";
    }

    private static DeploymentStatus Of(string folder, Journal journal, SessionRecord session)
    {
        var (events, last) = journal.CountEvents(session.Id);
        var terms = session.DeploymentOf(Path.GetFileName(folder));
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
            Terms = journal.Reloads(session.Id).LastOrDefault(r => r.Terms is not null)?.Terms ?? session.Terms,
            StaleAfter = terms.StaleAfter,
            Fault = fault?.Sentence,
        };
    }
}
