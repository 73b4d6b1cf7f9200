using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Feeds;
using StrategyHost.Live.Files;

namespace StrategyHost.Live.Journaling;

/// <summary>
/// What has happened to a deployment, durable before it is acted on: each session's events, and what the strategy did. An
/// SQLite database in WAL mode with full sync.
/// </summary>
public sealed class Journal : IDisposable
{
    private const int Schema = 2;
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

    /// <summary>All sessions, oldest first.</summary>
    public IReadOnlyList<SessionRecord> Sessions() => Guarded(() => Query(
        "SELECT id, begun, start, ended, handled, equity, cash, positions, orders, terms FROM session ORDER BY id",
        row => new SessionRecord(row.GetInt64(0), Time(row.GetInt64(1)), Time(row.GetInt64(2)), row.IsDBNull(3) ? null : Time(row.GetInt64(3)),
            new SessionStanding(row.GetInt32(4), row.GetDouble(5), row.GetDouble(6), JsonSerializer.Deserialize<StandingPosition[]>(row.GetString(7))!, JsonSerializer.Deserialize<StandingOrder[]>(row.GetString(8))!), row.GetString(9))));

    /// <summary>Begins a session.</summary>
    /// <param name="begun">When the host begins it, UTC.</param>
    /// <param name="start">The session's own time, UTC.</param>
    /// <param name="markets">What a plugin told about its markets; empty where they are stored bars.</param>
    /// <param name="terms">The deployment file.</param>
    public SessionRecord Begin(DateTime begun, DateTime start, IReadOnlyList<KnownMarket> markets, string terms) => Guarded(() =>
    {
        SessionRecord? session = null;
        InTransaction(() =>
        {
            Run("INSERT INTO session (begun, start, instruments, terms) VALUES ($begun, $start, '', $terms)", ("$begun", begun.Ticks), ("$start", start.Ticks), ("$terms", terms));
            session = Sessions()[^1];
            foreach (var market in markets)
                Run("INSERT INTO market (session, text) VALUES ($session, $text)", ("$session", session.Id), ("$text", JsonSerializer.Serialize(market)));
        });
        return session!;
    });

    /// <summary>Ends a session: it is not taken up again.</summary>
    public void End(long session, DateTime time) => Guarded(() => Run("UPDATE session SET ended = $time WHERE id = $id", ("$time", time.Ticks), ("$id", session)));

    /// <summary>Writes down what was done up to now, and events that come next. All is durable when this returns.</summary>
    /// <param name="session">The session.</param>
    /// <param name="standing">Where it stands.</param>
    /// <param name="outcomes">What was done on them and is not written down yet.</param>
    /// <param name="events">What comes next.</param>
    /// <param name="now">The host's time, UTC.</param>
    public void Append(long session, SessionStanding standing, IReadOnlyList<Outcome> outcomes, IReadOnlyList<LiveEvent> events, DateTime now) => Guarded(() =>
    {
        InTransaction(() => Write(session, standing, outcomes, events, now));
        return true;
    });

    /// <summary>The events of a session, oldest first.</summary>
    public IReadOnlyList<LiveEvent> Events(long session) => Guarded(() => Query(
        "SELECT time, bars, command, news FROM event WHERE session = $session ORDER BY id",
        row => EventBytes.Read(Time(row.GetInt64(0)), (byte[])row.GetValue(1)) with
        {
            Command = row.IsDBNull(2) ? null : Enum.Parse<SessionCommand>(row.GetString(2)),
            News = row.IsDBNull(3) ? null : JsonSerializer.Deserialize<BrokerNews>(row.GetString(3)),
        },
        ("$session", session)));

    /// <summary>Writes down that a new version of the script is taken.</summary>
    public void Append(long session, RecordedReload reload) => Guarded(() => Run(
        "INSERT INTO reload (session, after, number, version) VALUES ($session, $after, $number, $version)",
        ("$session", session), ("$after", reload.After), ("$number", reload.Number), ("$version", reload.Version)));

    /// <summary>What a plugin told about a session's markets when it began.</summary>
    public IReadOnlyList<KnownMarket> Markets(long session) => Guarded(() => Query(
        "SELECT text FROM market WHERE session = $session ORDER BY id", row => JsonSerializer.Deserialize<KnownMarket>(row.GetString(0))!, ("$session", session)));

    /// <summary>The versions that were taken in a session, in the order in which they were.</summary>
    public IReadOnlyList<RecordedReload> Reloads(long session) => Guarded(() => Query(
        "SELECT after, number, version FROM reload WHERE session = $session ORDER BY id", row => new RecordedReload(row.GetInt32(0), row.GetInt32(1), row.GetString(2)), ("$session", session)));

    /// <summary>How many events a session has had, and when the latest was; null before the first.</summary>
    public (int Count, DateTime? Latest) CountEvents(long session) => Guarded(() => Query(
        "SELECT COUNT(*), MAX(time) FROM event WHERE session = $session", row => (row.GetInt32(0), row.IsDBNull(1) ? (DateTime?)null : Time(row.GetInt64(1))), ("$session", session))[0]);

    /// <summary>What was done in a session, in the order in which it was.</summary>
    public IReadOnlyList<Outcome> Outcomes(long session) => Guarded(() => Query(
        "SELECT kind, text FROM outcome WHERE session = $session ORDER BY id", row => new Outcome(row.GetString(0), row.GetString(1)), ("$session", session)));

    /// <summary>When calls of the broker were written down in a session, UTC, in the order in which they were.</summary>
    public IReadOnlyList<DateTime> CallTimes(long session) => Guarded(() => Query(
        "SELECT written FROM outcome WHERE session = $session AND kind = $kind ORDER BY id", row => Time(row.GetInt64(0)), ("$session", session), ("$kind", Outcome.CallKind)));

    /// <summary>What tells this journal from all others, in 8 letters and digits: client ids begin with it.</summary>
    public string Origin => Guarded(() => Query("SELECT value FROM meta WHERE name = 'origin'", row => row.GetString(0))[0]);

    /// <inheritdoc/>
    public void Dispose() => Quietly(connection.Dispose);

    private void Write(long session, SessionStanding standing, IReadOnlyList<Outcome> outcomes, IReadOnlyList<LiveEvent> events, DateTime now)
    {
        foreach (var happened in events)
            Run(
                "INSERT INTO event (session, time, bars, command, news) VALUES ($session, $time, $bars, $command, $news)",
                ("$session", session), ("$time", happened.Time.Ticks), ("$bars", EventBytes.Of(happened)), ("$command", happened.Command is { } command ? command.ToString() : DBNull.Value),
                ("$news", happened.News is { } news ? JsonSerializer.Serialize(news) : DBNull.Value));
        foreach (var outcome in outcomes)
            Run("INSERT INTO outcome (session, kind, text, written) VALUES ($session, $kind, $text, $written)", ("$session", session), ("$kind", outcome.Kind), ("$text", outcome.Text), ("$written", now.Ticks));
        Run(
            "UPDATE session SET handled = $handled, equity = $equity, cash = $cash, positions = $positions, orders = $orders WHERE id = $id",
            ("$handled", standing.Handled), ("$equity", standing.Equity), ("$cash", standing.Cash), ("$positions", JsonSerializer.Serialize(standing.Positions)), ("$orders", JsonSerializer.Serialize(standing.OpenOrders)), ("$id", session));
    }

    private static DateTime Time(long ticks) => new(ticks, DateTimeKind.Utc);

    private void Migrate()
    {
        long version = Query("PRAGMA user_version", row => row.GetInt64(0))[0];
        if (version > Schema) throw new JournalException($"{path} was written by a newer version of the host: use that one.");
        if (version == Schema) return;
        InTransaction(() => Upgrade(version));
    }

    private void Upgrade(long version)
    {
        if (version < 1) CreateFirst();
        Run("UPDATE session SET positions = '[]'");
        Run("ALTER TABLE event ADD COLUMN news TEXT");
        Run("ALTER TABLE outcome ADD COLUMN written INTEGER NOT NULL DEFAULT 0");
        Run("ALTER TABLE session ADD COLUMN orders TEXT NOT NULL DEFAULT '[]'");
        Run("CREATE TABLE market (id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES session(id), text TEXT NOT NULL)");
        Run("CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)");
        Run("INSERT INTO meta (name, value) VALUES ('origin', $origin)", ("$origin", RandomNumberGenerator.GetHexString(8)));
        Run("PRAGMA user_version = 2");
    }

    private void CreateFirst()
    {
        Run("CREATE TABLE session (id INTEGER PRIMARY KEY, begun INTEGER NOT NULL, start INTEGER NOT NULL, ended INTEGER, handled INTEGER NOT NULL DEFAULT 0, equity REAL NOT NULL DEFAULT 0, cash REAL NOT NULL DEFAULT 0, positions TEXT NOT NULL DEFAULT '[]', open_orders INTEGER NOT NULL DEFAULT 0, instruments TEXT NOT NULL, terms TEXT NOT NULL)");
        Run("CREATE TABLE event (id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES session(id), time INTEGER NOT NULL, bars BLOB NOT NULL, command TEXT)");
        Run("CREATE INDEX event_of_session ON event (session, id)");
        Run("CREATE TABLE outcome (id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES session(id), kind TEXT NOT NULL, text TEXT NOT NULL)");
        Run("CREATE INDEX outcome_of_session ON outcome (session, id)");
        Run("CREATE TABLE reload (id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES session(id), after INTEGER NOT NULL, number INTEGER NOT NULL, version TEXT NOT NULL)");
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

    /// <summary>Lets go of something: where writing failed, SQLite has ended the transaction by itself, and to end it again fails.</summary>
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
        while (row.Read()) rows.Add(read(row));
        return rows;
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
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"The journal {path} cannot be used: {failure.Message.TrimEnd('.')}. Nothing is traded without it; look at the disk, and start the host again.", failure);
        }
    }
}
