using StrategyHost.Engine.Results;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Journaling;

namespace StrategyHost.Live.Sessions;

/// <summary>
/// Reads what has come of a deployment: its sessions are handled again, each with its own scripts, and chained into one run. Journals are
/// only read,
/// so that a session may run meanwhile. Each session goes on with what the former has left; what it begins with beyond that, or short of
/// it, counts as
/// paid in or out. What a session still held when it ended is worth what it was then.
/// </summary>
public static class DeploymentRecord
{
    /// <summary>Reads results.</summary>
    /// <param name="query">Of what.</param>
    /// <param name="parts">What sessions are put together from.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="DeploymentException">There is no such session, or nothing happened in the time asked for.</exception>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    public static async Task<DeploymentResult> ReadAsync(ResultQuery query, DeploymentParts parts, CancellationToken cancellation)
    {
        var remarks = new List<string>();
        var sessions = SessionsOf(query, remarks);
        var chain = new ChainedEquity(query.From);
        var results = new List<SessionResult>();
        var deposits = new List<double>();
        foreach (var session in sessions)
        {
            using var recording = new Recording(query.Deployment, query.State, session.Id, parts);
            var reading = new SessionReading(chain, query, HandledOf(query, session));
            var result = await recording.ReadAsync(reading, cancellation);
            if (reading.Fault is { } fault)
                remarks.Add($"the script of session {session.Id} fails, and the result goes up to there: {fault}");
            if (reading.Difference is { } difference)
                remarks.Add(
                    $"session {session.Id} does not do again what it did, and the result is not quite what it was: the journal says "
                        + $"'{difference.Recorded}', and now it is '{difference.Now}'");
            results.Add(new SessionResult(session.Id, Within(query, result, reading), reading.Version));
            deposits.Add(reading.Deposit);
        }

        var curve = chain.Curve ?? throw new DeploymentException(remarks.Count == 0
            ? $"{query.Deployment} has done nothing in the time asked for."
            : $"{query.Deployment} has done nothing in the time asked for: {string.Join("; ", remarks)}.");
        bool isWhole = results.Count == 1 && query.From is null;
        return new DeploymentResult(query.Deployment, isWhole ? results[0].Result : Joined(results, deposits, curve), results, remarks)
        {
            IsOneSession = query.Session is not null
        };
    }

    /// <summary>The bars and ticks that sessions saw, oldest first; read as they are wanted.</summary>
    /// <exception cref="DeploymentException">There is no such session.</exception>
    public static IEnumerable<(long Session, LiveBar Bar)> Bars(ResultQuery query)
    {
        foreach (var (session, happened) in Events(query))
        {
            foreach (var bar in happened.Bars) yield return (session, bar);
        }
    }

    /// <summary>What happened in sessions, oldest first; read as it is wanted.</summary>
    /// <exception cref="DeploymentException">There is no such session.</exception>
    public static IEnumerable<(long Session, LiveEvent Event)> Events(ResultQuery query)
    {
        foreach (var session in SessionsOf(query, []))
        {
            using var journal = Journal.OpenToRead(PathOf(query));
            foreach (var happened in journal.Events(session.Id).Take(HandledOf(query, session) ?? int.MaxValue))
            {
                if (happened.Time < query.From) continue;
                if (happened.Time >= query.To) break;
                yield return (session.Id, happened);
            }
        }
    }

    /// <summary>When the host began a session, and when it ended it, UTC; null while it has not.</summary>
    /// <exception cref="DeploymentException">There is no such session.</exception>
    public static (DateTime Begun, DateTime? Ended) TimeOf(ResultQuery query)
    {
        var session = SessionsOf(query, [])[^1];
        return (session.Begun, session.Ended);
    }

    private static string PathOf(ResultQuery query) => Path.Combine(query.State, query.Deployment, "journal.db");

    /// <summary>How many of its events a session has handled: one that does not run may have others, which wait. Null for all.</summary>
    private static int? HandledOf(ResultQuery query, SessionRecord session) =>
        session.Ended is null && SessionFolder.IsClaimed(Path.Combine(query.State, query.Deployment)) ? null : session.Snapshot.Handled;

    /// <summary>When the latest event was that a session has handled, UTC; null before the first.</summary>
    private static DateTime? LatestOf(Journal journal, SessionRecord session, int? handled)
    {
        var (count, latest) = journal.CountEvents(session.Id);
        return handled is not { } limit || limit >= count
            ? latest : journal.LatestEvents(session.Id).Skip(count - limit).Select(e => (DateTime?)e.Time).FirstOrDefault();
    }

    /// <summary>The session that is wanted, or all that can be chained: up to the latest, and back to where time was covered
    /// again.</summary>
    private static List<SessionRecord> SessionsOf(ResultQuery query, List<string> remarks)
    {
        string path = PathOf(query);
        if (!File.Exists(path))
            throw new DeploymentException(
                $"There is no journal of {query.Deployment} in {query.State}: run it with 'strategyhost live' first.");
        using var journal = Journal.OpenToRead(path);
        var all = journal.Sessions();
        if (query.Session is { } wanted)
            return [all.FirstOrDefault(s => s.Id == wanted)
                ?? throw new DeploymentException($"{query.Deployment} has no session {wanted}: it has {all.Count}.")];
        if (all.Count == 0) throw new DeploymentException($"{query.Deployment} has had no session yet.");
        var chained = new List<SessionRecord>();
        foreach (var session in all.Reverse())
        {
            var latest = LatestOf(journal, session, HandledOf(query, session));
            if (latest is null && session != all[^1]) continue;
            if (!session.IsReadable)
                remarks.Add($"session {session.Id} and those before it are left out: an older version of the host wrote it");
            else if (chained.Count > 0 && latest > chained[^1].Start)
                remarks.Add(
                    $"session {session.Id} and those before it are left out, since session {chained[^1].Id} goes over their time again: "
                        + $"--session {session.Id} shows it");
            else chained.Add(session);
            if (remarks.Count > 0) break;
        }

        chained.Reverse();
        return chained.Count > 0 ? chained : throw new DeploymentException($"{query.Deployment}: {string.Join("; ", remarks)}.");
    }

    private static BacktestResult Within(ResultQuery query, BacktestResult result, SessionReading reading)
    {
        if (query.From is not { } from) return result;
        return result with
        {
            Bars = result.Bars - reading.BarsBefore,
            Orders = [.. result.Orders.Where(o => o.Submitted >= from)],
            Fills = [.. result.Fills.Where(f => f.Time >= from)],
            RoundTrips = [.. result.RoundTrips.Where(t => t.ExitTime >= from)],
            Totals = result.Totals.Since(reading.Before),
        };
    }

    private static BacktestResult Joined(List<SessionResult> results, List<double> deposits, EquityCurve curve)
    {
        var all = results.ConvertAll(r => r.Result);
        var last = all[^1];
        var totals = all.Select(r => r.Totals).Aggregate((sum, next) => sum.Then(next));
        return last with
        {
            Settings = last.Settings with { Cash = (decimal)curve.InitialEquity },
            From = curve.Start,
            To = new DateTime(curve.Latest.Time, DateTimeKind.Utc),
            Bars = all.Sum(r => r.Bars),
            Orders = [.. all.SelectMany(r => r.Orders)],
            Fills = [.. all.SelectMany(r => r.Fills)],
            RoundTrips = [.. all.SelectMany(r => r.RoundTrips)],
            OpenProfit = all.Sum(r => r.OpenProfit),
            Equity = curve,
            Totals = totals with { Cash = (decimal)curve.Latest.Cash },
            Breaches = [.. all.SelectMany(r => r.Breaches)],
            LargestVolumeShare = all.Max(r => r.LargestVolumeShare),
            Data = (all.Min(r => r.Data.From), all.Max(r => r.Data.To)),
            Parts = [.. results.Select((r, i) =>
                new RunPart(r.Session, r.Result.From, r.Result.To, r.Result.Settings.Cash, r.Result.Equity.Latest.Equity, deposits[i]))],
        };
    }
}
