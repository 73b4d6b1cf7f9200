using System.Text.Json;
using Microsoft.Data.Sqlite;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Supervision;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Feeds;
using StrategyHost.Live.Files;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Journaling;

/// <summary>
/// What has happened to a deployment, durable before it is acted on: each session's events, and what the strategy did. An
/// SQLite database in WAL mode with full sync.
/// </summary>
public sealed class Journal : IDisposable
{
    /// <summary>What sessions are written like: one of an older host cannot be taken up.</summary>
    private const int Format = 4;

    /// <summary>The oldest way that is handled still: times of handlers passed with the bars alone.</summary>
    private const int OldestFormat = 3;

    /// <summary>How many rows are read at a time.</summary>
    private const int Page = 1000;

    /// <summary>SQLite's errors for a file that is no journal, or not all of it any more: SQLITE_ERROR (a table is missing),
    /// SQLITE_CORRUPT and SQLITE_NOTADB.</summary>
    private const int NoSuchTable = 1, Corrupt = 11, NoDatabase = 26;

    /// <summary>SQLITE_READONLY and SQLITE_CANTOPEN.</summary>
    private const int ReadOnly = 8, CannotOpen = 14;
    private readonly SqliteConnection connection;
    private readonly string path;

    /// <summary>Opens a journal, or begins a new one.</summary>
    /// <exception cref="JournalException">It cannot be opened, or was written by a newer version.</exception>
    public Journal(string path)
    {
        this.path = path;
        SQLitePCL.Batteries_V2.Init();
        connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        Guarded(() =>
        {
            // SQLite gives the files beside it, -wal and -shm, the mode that the journal has.
            PrivateFiles.Make(path);
            connection.Open();
            Run("PRAGMA journal_mode=WAL");
            Run("PRAGMA synchronous=FULL");
            Migrate();
            return true;
        });
    }

    private Journal(string path, string source)
    {
        this.path = path;
        SQLitePCL.Batteries_V2.Init();
        connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = source, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
    }

    /// <summary>Opens a journal to be read: nothing in it is changed, and whoever writes it meanwhile goes on.</summary>
    /// <exception cref="JournalException">It cannot be opened, or was written by another version.</exception>
    public static Journal OpenToRead(string path)
    {
        try
        {
            return OpenToRead(path, path);
        }
        catch (JournalException failure) when (failure.InnerException is SqliteException { SqliteErrorCode: CannotOpen or ReadOnly }
            && File.Exists(path) && !File.Exists(path + "-wal"))
        {
            // SQLite wants to make files beside it, which it cannot where the folder is read-only: nobody writes it then.
            return OpenToRead(path, new Uri(Path.GetFullPath(path)).AbsoluteUri + "?immutable=1");
        }
    }

    private static Journal OpenToRead(string path, string source)
    {
        var journal = new Journal(path, source);
        try
        {
            journal.Guarded(() =>
            {
                journal.connection.Open();
                long version = journal.Query("PRAGMA user_version", row => row.GetInt64(0))[0];
                if (version > JournalSchema.Version)
                    throw new JournalException($"{path} was written by a newer version of the host: use that one.");
                if (version < JournalSchema.Version)
                    throw new JournalException(
                        $"{path} was written by an older version of the host: 'strategyhost live' brings it to this one.");
                return true;
            });
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>All sessions, oldest first.</summary>
    public IReadOnlyList<SessionRecord> Sessions() => Guarded(() => Query(
        "SELECT id, begun, start, ended, snapshot, terms, broker, format FROM session ORDER BY id",
        row => new SessionRecord(row.GetInt64(0), Time(row.GetInt64(1)), Time(row.GetInt64(2)),
            row.IsDBNull(3) ? null : Time(row.GetInt64(3)), SnapshotOf(row.GetString(4)),
            row.GetString(5))
        {
            Broker = row.IsDBNull(6) ? null : JsonSerializer.Deserialize<TradingCapabilities>(row.GetString(6)),
            IsReadable = row.GetInt32(7) is OldestFormat or Format,
            IsTimedByBars = row.GetInt32(7) == OldestFormat,
        }));

    /// <summary>Begins a session.</summary>
    /// <param name="begun">When the host begins it, UTC.</param>
    /// <param name="start">The session's own time, UTC.</param>
    /// <param name="markets">What a plugin told about its markets; empty where they are stored bars.</param>
    /// <param name="settings">Its cash, before anything has happened, the deployment file, and what its broker can do.</param>
    public SessionRecord Begin(DateTime begun, DateTime start, IReadOnlyList<KnownMarket> markets, SessionSettings settings) =>
        Guarded(() =>
    {
        SessionRecord? session = null;
        InTransaction(() =>
        {
            var empty = new SessionSnapshot(0, (double)settings.Cash, (double)settings.Cash, [], [])
            {
                IsArmed = settings.Broker is null || settings.IsArmed
            };
            Run(
                "INSERT INTO session (begun, start, instruments, terms, snapshot, broker, format) VALUES ($begun, $start, '', $terms, "
                    + "$snapshot, $broker, $format)",
                ("$begun", begun.Ticks), ("$start", start.Ticks), ("$terms", settings.Terms),
                ("$snapshot", JsonSerializer.Serialize(empty)),
                ("$broker", settings.Broker is null ? DBNull.Value : JsonSerializer.Serialize(settings.Broker)), ("$format", Format));
            session = Sessions()[^1];
            foreach (var market in markets)
                Run("INSERT INTO market (session, text) VALUES ($session, $text)", ("$session", session.Id),
                    ("$text", JsonSerializer.Serialize(market)));
        });
        return session!;
    });

    /// <summary>Ends a session: it is not taken up again.</summary>
    public void End(long session, DateTime time) =>
        Guarded(() => Run("UPDATE session SET ended = $time WHERE id = $id", ("$time", time.Ticks), ("$id", session)));

    /// <summary>Writes down what was done up to now, and events that come next. All is durable when this returns.</summary>
    /// <param name="session">The session.</param>
    /// <param name="snapshot">Where it stands.</param>
    /// <param name="outcomes">What was done on them and is not written down yet.</param>
    /// <param name="events">What comes next.</param>
    public void Append(long session, SessionSnapshot snapshot, IReadOnlyList<Outcome> outcomes, IReadOnlyList<LiveEvent> events) =>
        Guarded(() =>
    {
        InTransaction(() => Write(session, snapshot, outcomes, events));
        return true;
    });

    /// <summary>The events of a session, oldest first, as they were when this was asked; read a page at a time.</summary>
    public IEnumerable<LiveEvent> Events(long session) => Paged(
        "SELECT id, time, bars, command, news, received, until FROM event", session, LastIdOf("event", session), EventOf);

    /// <summary>The events of a session, newest first.</summary>
    public IEnumerable<LiveEvent> LatestEvents(long session)
    {
        for (long before = LastIdOf("event", session) + 1; ;)
        {
            var page = Guarded(() => Query(
                "SELECT id, time, bars, command, news, received, until FROM event WHERE session = $session AND id < $before ORDER BY id "
                    + "DESC LIMIT 64", row => (Id: row.GetInt64(0), Event: EventOf(row)), ("$session", session), ("$before", before)));
            if (page.Count == 0) yield break;
            foreach (var (_, happened) in page) yield return happened;
            before = page[^1].Id;
        }
    }

    /// <summary>Writes down that a new version of the script is taken.</summary>
    public void Append(long session, RecordedReload reload) => Guarded(() => Run(
        "INSERT INTO reload (session, after, number, version, terms) VALUES ($session, $after, $number, $version, $terms)",
        ("$session", session), ("$after", reload.After), ("$number", reload.Number), ("$version", reload.Version),
        ("$terms", reload.Terms ?? (object)DBNull.Value)));

    /// <summary>Writes down that a call of the strategy failed.</summary>
    public void Append(long session, HandlerFault fault) => Guarded(() => Run(
        "INSERT INTO fault (session, call, steps, message) VALUES ($session, $call, $steps, $message)",
        ("$session", session), ("$call", fault.Call), ("$steps", fault.Steps is { } steps ? steps : DBNull.Value),
        ("$message", fault.Message)));

    /// <summary>The calls of a session's strategy that failed, in the order in which they were made.</summary>
    public IReadOnlyList<HandlerFault> Faults(long session) => Guarded(() => Query(
        "SELECT call, steps, message FROM fault WHERE session = $session ORDER BY call",
        row => new HandlerFault(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetInt64(1), row.GetString(2)), ("$session", session)));

    /// <summary>What a plugin told about a session's markets when it began.</summary>
    public IReadOnlyList<KnownMarket> Markets(long session) => Guarded(() => Query(
        "SELECT text FROM market WHERE session = $session ORDER BY id", row => JsonSerializer.Deserialize<KnownMarket>(row.GetString(0))!,
        ("$session", session)));

    /// <summary>The versions that were taken in a session, in the order in which they were.</summary>
    public IReadOnlyList<RecordedReload> Reloads(long session) => Guarded(() => Query(
        "SELECT after, number, version, terms FROM reload WHERE session = $session ORDER BY id",
        row => new RecordedReload(row.GetInt32(0), row.GetInt32(1), row.GetString(2)) { Terms = row.IsDBNull(3) ? null : row.GetString(3) },
        ("$session", session)));

    /// <summary>How many events a session has had, and when the latest was; null before the first.</summary>
    public (int Count, DateTime? Latest) CountEvents(long session) => Guarded(() => Query(
        "SELECT COUNT(*), MAX(time) FROM event WHERE session = $session",
        row => (row.GetInt32(0), row.IsDBNull(1) ? (DateTime?)null : Time(row.GetInt64(1))), ("$session", session))[0]);

    /// <summary>What was done in a session, in the order in which it was, as it was when this was asked; read a page at a time.</summary>
    public IEnumerable<Outcome> Outcomes(long session) => Paged(
        "SELECT id, kind, text, written FROM outcome", session, LastIdOf("outcome", session),
        row => new Outcome(row.GetString(1), row.GetString(2)) { Time = Time(row.GetInt64(3)) });

    /// <summary>How many orders of a session were not denied.</summary>
    public int CountOrders(long session) => Guarded(() => Query(
        "SELECT COUNT(*) FROM outcome WHERE session = $session AND kind = 'order' AND text NOT LIKE '% denied %'", row => row.GetInt32(0),
        ("$session", session))[0]);

    /// <summary>How many outcomes of a kind a session has had.</summary>
    public int CountOutcomes(long session, string kind) => Guarded(() => Query(
        "SELECT COUNT(*) FROM outcome WHERE session = $session AND kind = $kind", row => row.GetInt32(0), ("$session", session),
        ("$kind", kind))[0]);

    /// <summary>What tells this journal from all others, in 8 letters and digits: client ids begin with it.</summary>
    public string Origin => Guarded(() => Query("SELECT value FROM meta WHERE name = 'origin'", row => row.GetString(0))[0]);

    /// <summary>Reads all of it, and has SQLite look at its pages.</summary>
    /// <param name="deployment">The deployment.</param>
    /// <exception cref="JournalException">Something cannot be read any more.</exception>
    internal void ReadWhole(string deployment)
    {
        string verdict = Guarded(() => Query("PRAGMA integrity_check(1)", row => row.GetString(0))[0]);
        if (verdict != "ok") throw JournalException.Damaged(path, new InvalidDataException(verdict));
        _ = Origin;
        foreach (var session in Sessions())
        {
            session.DeploymentOf(deployment);
            _ = (Markets(session.Id), Reloads(session.Id), Faults(session.Id));
            _ = Events(session.Id).Count() + Outcomes(session.Id).Count();
        }
    }

    /// <summary>Leaves a session no more than its first events, what it did on them, and what belongs to that.</summary>
    /// <param name="session">The session.</param>
    /// <param name="fit">What it is to keep.</param>
    /// <returns>The orders among what it did later, as they were made.</returns>
    internal IReadOnlyList<string> Cut(long session, SessionFit fit) => Guarded(() =>
    {
        IReadOnlyList<string> lost = [];
        InTransaction(() =>
        {
            const string Later = "id IN (SELECT id FROM {0} WHERE session = $session ORDER BY id LIMIT -1 OFFSET $kept)";
            (string, object)[] Kept(int count) => [("$session", session), ("$kept", count)];
            string outcomes = Later.Replace("{0}", "outcome", StringComparison.Ordinal);
            lost = Query($"SELECT text FROM outcome WHERE {outcomes} AND kind = 'order' AND text NOT LIKE '% denied %' ORDER BY id",
                row => row.GetString(0), Kept(fit.Outcomes));
            Run($"DELETE FROM outcome WHERE {outcomes}", Kept(fit.Outcomes));
            Run($"DELETE FROM event WHERE {Later.Replace("{0}", "event", StringComparison.Ordinal)}", Kept(fit.Events));
            Run("DELETE FROM reload WHERE session = $session AND after > $kept", Kept(fit.Events));
            Run("DELETE FROM fault WHERE session = $session AND call > $calls", ("$session", session), ("$calls", fit.Calls));
            var snapshot = Sessions().First(s => s.Id == session).Snapshot;
            Run("UPDATE session SET snapshot = $snapshot WHERE id = $session",
                ("$snapshot", JsonSerializer.Serialize(snapshot with { Handled = Math.Min(snapshot.Handled, fit.Events) })),
                ("$session", session));
        });
        return lost;
    });

    /// <inheritdoc/>
    public void Dispose() => Quietly(connection.Dispose);

    private void Write(long session, SessionSnapshot snapshot, IReadOnlyList<Outcome> outcomes, IReadOnlyList<LiveEvent> events)
    {
        foreach (var happened in events)
            Run(
                "INSERT INTO event (session, time, bars, command, news, received, until) VALUES ($session, $time, $bars, $command, "
                    + "$news, $received, $until)",
                ("$session", session), ("$time", happened.Time.Ticks), ("$bars", EventBytes.Of(happened)),
                ("$command", happened.Command is { } command ? command.ToString() : DBNull.Value),
                ("$news", happened.Broker is { } said ? JsonSerializer.Serialize(said) : DBNull.Value),
                ("$received", Ticks(happened.Received)), ("$until", Ticks(happened.Until)));
        foreach (var outcome in outcomes)
            Run("INSERT INTO outcome (session, kind, text, written) VALUES ($session, $kind, $text, $written)", ("$session", session),
                ("$kind", outcome.Kind), ("$text", outcome.Text), ("$written", outcome.Time.Ticks));
        Run("UPDATE session SET snapshot = $snapshot WHERE id = $id", ("$snapshot", JsonSerializer.Serialize(snapshot)), ("$id", session));
    }

    internal static LiveEvent EventOf(SqliteDataReader row) => EventBytes.Read(Time(row.GetInt64(1)), (byte[])row.GetValue(2)) with
    {
        Command = row.IsDBNull(3) ? null : Enum.Parse<SessionCommand>(row.GetString(3)),
        Broker = row.IsDBNull(4) ? null : JsonSerializer.Deserialize<BrokerEvent>(row.GetString(4)),
        Received = row.IsDBNull(5) ? null : Time(row.GetInt64(5)),
        Until = row.IsDBNull(6) ? null : Time(row.GetInt64(6)),
    };

    internal static SessionSnapshot SnapshotOf(string text) =>
        JsonSerializer.Deserialize<SessionSnapshot>(text) is { Positions: not null, OpenOrders: not null } whole
            ? whole : throw new JsonException("where a session stands is not written whole");

    private static object Ticks(DateTime? time) => time is { } value ? value.Ticks : DBNull.Value;

    private long LastIdOf(string table, long session) =>
        Guarded(() =>
            Query($"SELECT COALESCE(MAX(id), 0) FROM {table} WHERE session = $session", row => row.GetInt64(0), ("$session", session))[0]);

    /// <summary>Rows of a session up to a last one, a page at a time; the first column is the row's number.</summary>
    private IEnumerable<T> Paged<T>(string select, long session, long last, Func<SqliteDataReader, T> read)
    {
        for (long after = 0; ;)
        {
            var page = Guarded(() => Query(
                $"{select} WHERE session = $session AND id > $after AND id <= $last ORDER BY id LIMIT {Page}",
                row => (Id: row.GetInt64(0), Row: read(row)), ("$session", session), ("$after", after), ("$last", last)));
            foreach (var (_, row) in page) yield return row;
            if (page.Count < Page) yield break;
            after = page[^1].Id;
        }
    }

    private static DateTime Time(long ticks) => new(ticks, DateTimeKind.Utc);

    private void Migrate()
    {
        long version = Query("PRAGMA user_version", row => row.GetInt64(0))[0];
        if (version > JournalSchema.Version)
            throw new JournalException($"{path} was written by a newer version of the host: use that one.");
        if (version < JournalSchema.Version) InTransaction(() => new JournalSchema((sql, values) => Run(sql, values)).Upgrade(version));
    }

    private void InTransaction(Action work)
    {
        var transaction = connection.BeginTransaction();
        try
        {
            work();
            transaction.Commit();
        }
        finally
        {
            Quietly(transaction.Dispose);
        }
    }

    /// <summary>Lets go of something: where writing failed, SQLite has ended the transaction by itself, and to end it again
    /// fails.</summary>
    private static void Quietly(Action letGo)
    {
        try
        {
            letGo();
        }
        catch (SqliteException)
        {
            // What failed has been said already.
        }
    }

    private int Run(string sql, params (string Name, object Value)[] values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    private List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params (string Name, object Value)[] values)
    {
        using var command = Command(sql, values);
        using var row = command.ExecuteReader();
        var rows = new List<T>();
        while (row.Read()) rows.Add(Read(row, read));
        return rows;
    }

    /// <summary>Reads a row. What it holds need not be what was written: the disk may have changed it.</summary>
    private T Read<T>(SqliteDataReader row, Func<SqliteDataReader, T> read)
    {
        try
        {
            return read(row);
        }
        catch (Exception garbled) when (garbled is not SqliteException)
        {
            throw JournalException.Damaged(path, garbled);
        }
    }

    private SqliteCommand Command(string sql, (string Name, object Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        return command;
    }

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is NoSuchTable or Corrupt or NoDatabase)
        {
            throw JournalException.Damaged(path, failure);
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new JournalException(
                $"The journal {path} cannot be used: {failure.Message.TrimEnd('.')}. Nothing is traded without it; look at the disk, "
                    + $"and start the host again.", failure);
        }
    }
}
