using Microsoft.Data.Sqlite;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Deployments;

namespace StrategyHost.Live.Journaling;

/// <summary>Saves what SQLite can still read of a damaged journal into a new one: sessions up to the first that cannot be read, and of each
/// the events and outcomes up to the first that cannot be. The damaged one is only read.</summary>
internal sealed class JournalSalvage : IDisposable
{
    private const string SessionColumns = "id, begun, start, ended, handled, equity, cash, positions, open_orders, instruments, terms, "
        + "orders, broker, format, snapshot";
    private const string EventColumns = "id, time, bars, command, news, received, until";
    private readonly string deployment;
    private readonly SqliteConnection from;
    private readonly SqliteConnection to;

    /// <summary>Opens both.</summary>
    /// <param name="deployment">The deployment.</param>
    /// <param name="damaged">The damaged journal.</param>
    /// <param name="saved">The new one, which is there and empty.</param>
    public JournalSalvage(string deployment, string damaged, string saved)
    {
        this.deployment = deployment;
        from = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = damaged, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = saved, Pooling = false }.ToString());
    }

    /// <summary>Saves what can be read.</summary>
    /// <param name="latest">The number of the deployment's latest session. Where that is lost, the new journal gives orders names of its
    /// own, so that those of the lost session are not used again.</param>
    /// <returns>The sessions that were saved, oldest first; none where not even those can be read, or not what their orders are
    /// called.</returns>
    /// <exception cref="SqliteException">The new journal cannot be written.</exception>
    public IReadOnlyList<SalvagedSession> Run(long latest)
    {
        to.Open();
        using var transaction = to.BeginTransaction();
        var saved = new List<SalvagedSession>();
        if (IsOpen() && Origin() is { } origin)
        {
            foreach (var session in Rows($"SELECT {SessionColumns} FROM session ORDER BY id", IsWhole, new End()).ToList())
            {
                Write($"INSERT INTO session ({SessionColumns}) VALUES ({Parameters(session.Length)})", session);
                saved.Add(Save((long)session[0], isOver: session[3] is not DBNull));
            }

            if (saved is [.., var last] && last.Session >= latest) Write("UPDATE meta SET value = $0 WHERE name = 'origin'", [origin]);
        }

        transaction.Commit();
        return saved;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        from.Dispose();
        to.Dispose();
    }

    private SalvagedSession Save(long session, bool isOver)
    {
        bool hasAllElse = Copy("market", "id, text", session).IsWhole & Copy("reload", ReloadColumns(), session).IsWhole
            & Copy("fault", "call, steps, message", session).IsWhole;
        var events = CopyIndexed("event", EventColumns, session);
        var outcomes = CopyIndexed("outcome", "id, kind, text, written", session);
        return new SalvagedSession(session, events.Count, outcomes.Count)
        {
            IsOver = isOver,
            HasAllEvents = events.IsWhole,
            HasAllOutcomes = outcomes.IsWhole,
            HasAllElse = hasAllElse,
        };
    }

    /// <summary>The columns of new versions: a journal of an older host has no terms in them.</summary>
    private string ReloadColumns()
    {
        bool hasTerms = Rows("SELECT name FROM pragma_table_info('reload') WHERE name = 'terms'", static _ => true, new End()).Any();
        return hasTerms ? "id, after, number, version, terms" : "id, after, number, version";
    }

    /// <summary>Saves rows of a session from a table with an index, which may be what is damaged: the way on which more can be read is
    /// taken.</summary>
    private (int Count, bool IsWhole) CopyIndexed(string table, string columns, long session)
    {
        string byTable = table + " NOT INDEXED";
        var (indexed, scanned) = (Measure(table, columns, session), Measure(byTable, columns, session));
        bool scans = !indexed.IsWhole && (scanned.IsWhole || scanned.Count > indexed.Count);
        return Copy(table, columns, session, scans ? byTable : table);
    }

    private (int Count, bool IsWhole) Measure(string from, string columns, long session)
    {
        var end = new End();
        return (Rows(from, columns, session, end).Count(), end.IsWhole);
    }

    private (int Count, bool IsWhole) Copy(string table, string columns, long session, string? from = null)
    {
        var end = new End();
        int count = 0;
        foreach (var row in Rows(from ?? table, columns, session, end))
        {
            Write($"INSERT INTO {table} (session, {columns}) VALUES ({session}, {Parameters(row.Length)})", row);
            count++;
        }

        return (count, end.IsWhole);
    }

    /// <summary>The rows of a session up to the first that cannot be read. The numbers of its events follow each other: a gap is an end
    /// too.</summary>
    private IEnumerable<object[]> Rows(string from, string columns, long session, End end)
    {
        bool isOfEvents = columns == EventColumns;
        long? last = null;
        foreach (var row in Rows($"SELECT {columns} FROM {from} WHERE session = {session} ORDER BY {columns.Split(',')[0]}",
            isOfEvents ? IsWholeEvent : static _ => true, end))
        {
            if (isOfEvents && last is { } before && (long)row[0] != before + 1) yield break;
            last = (long)row[0];
            yield return row;
        }
    }

    private bool IsOpen()
    {
        try
        {
            from.Open();
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private string? Origin()
    {
        var rows = Rows("SELECT value FROM meta WHERE name = 'origin'", static _ => true, new End());
        return rows.FirstOrDefault()?[0] as string;
    }

    /// <summary>Whether a session's row says what it should.</summary>
    private bool IsWhole(SqliteDataReader row)
    {
        Journal.SnapshotOf(row.GetString(14));
        DeploymentFile.Parse(deployment, row.GetString(10));
        return true;
    }

    private static bool IsWholeEvent(SqliteDataReader row) => Journal.EventOf(row) is LiveEvent;

    /// <summary>The rows of a query up to the first that cannot be read; the end says whether that was all.</summary>
    private IEnumerable<object[]> Rows(string query, Func<SqliteDataReader, bool> isWhole, End end)
    {
        using var command = from.CreateCommand();
        command.CommandText = query;
        using var reader = Guarded(() => command.ExecuteReader());
        while (reader is not null)
        {
            object[]? row = Guarded(() => Next(reader, isWhole));
            if (row is null) yield break;
            if (row.Length == 0) break;
            yield return row;
        }

        end.IsWhole = reader is not null;
    }

    /// <summary>The next row; empty at the end.</summary>
    private static object[] Next(SqliteDataReader reader, Func<SqliteDataReader, bool> isWhole)
    {
        if (!reader.Read()) return [];
        var row = new object[reader.FieldCount];
        reader.GetValues(row);
        return isWhole(reader) ? row : throw new InvalidDataException("The row is garbled.");
    }

    /// <summary>What was read; null where that fails, however it does: the disk may have changed anything.</summary>
    private static T? Guarded<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return null;
        }
    }

    private void Write(string sql, object[] values)
    {
        using var command = to.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < values.Length; i++) command.Parameters.AddWithValue(FormattableString.Invariant($"${i}"), values[i]);
        command.ExecuteNonQuery();
    }

    private static string Parameters(int count) =>
        string.Join(", ", Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"${i}")));

    /// <summary>How a query ended.</summary>
    private sealed class End
    {
        public bool IsWhole { get; set; }
    }
}
