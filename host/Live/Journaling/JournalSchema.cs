using System.Security.Cryptography;

namespace StrategyHost.Live.Journaling;

/// <summary>The tables of a journal, and how one of an older host comes to them.</summary>
/// <param name="run">Runs a statement with the values of its parameters.</param>
internal sealed class JournalSchema(Action<string, (string Name, object Value)[]> run)
{
    /// <summary>The schema of this host.</summary>
    public const int Version = 6;

    /// <summary>Brings a journal to this schema, within the transaction of whoever asks.</summary>
    /// <param name="version">The schema that it has: 0 for an empty file.</param>
    public void Upgrade(long version)
    {
        if (version < 1) CreateFirst();
        if (version < 2) UpgradeToSecond();
        if (version < 3) UpgradeToThird();
        if (version < 4) UpgradeToFourth();
        if (version < 6) Run("ALTER TABLE reload ADD COLUMN terms TEXT"); // The fifth: an event's bars have ends of their own.
        Run($"PRAGMA user_version = {Version}");
    }

    private void UpgradeToFourth() =>
        Run("CREATE TABLE fault (session INTEGER NOT NULL REFERENCES session(id), call INTEGER NOT NULL, steps INTEGER, message TEXT "
            + "NOT NULL, PRIMARY KEY (session, call))");

    private void UpgradeToThird()
    {
        Run("ALTER TABLE event ADD COLUMN received INTEGER");
        Run("ALTER TABLE event ADD COLUMN until INTEGER");
        Run("ALTER TABLE session ADD COLUMN broker TEXT");
        Run("ALTER TABLE session ADD COLUMN format INTEGER NOT NULL DEFAULT 2");
        Run("ALTER TABLE session ADD COLUMN snapshot TEXT NOT NULL DEFAULT '{}'");
        Run("UPDATE session SET snapshot = json_object('Handled', handled, 'Equity', equity, 'Cash', cash, 'Positions', "
            + "json(positions), 'OpenOrders', json(orders))");
    }

    private void UpgradeToSecond()
    {
        Run("UPDATE session SET positions = '[]'");
        Run("ALTER TABLE event ADD COLUMN news TEXT");
        Run("ALTER TABLE outcome ADD COLUMN written INTEGER NOT NULL DEFAULT 0");
        Run("ALTER TABLE session ADD COLUMN orders TEXT NOT NULL DEFAULT '[]'");
        Run("CREATE TABLE market (id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES session(id), text TEXT NOT NULL)");
        Run("CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)");
        Run("INSERT INTO meta (name, value) VALUES ('origin', $origin)", ("$origin", RandomNumberGenerator.GetHexString(8)));
    }

    private void CreateFirst()
    {
        Run("CREATE TABLE session (id INTEGER PRIMARY KEY, begun INTEGER NOT NULL, start INTEGER NOT NULL, ended INTEGER, handled "
            + "INTEGER NOT NULL DEFAULT 0, equity REAL NOT NULL DEFAULT 0, cash REAL NOT NULL DEFAULT 0, positions TEXT NOT NULL "
            + "DEFAULT '[]', open_orders INTEGER NOT NULL DEFAULT 0, instruments TEXT NOT NULL, terms TEXT NOT NULL)");
        Run("CREATE TABLE event (id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES session(id), time INTEGER NOT NULL, bars "
            + "BLOB NOT NULL, command TEXT)");
        Run("CREATE INDEX event_of_session ON event (session, id)");
        Run("CREATE TABLE outcome (id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES session(id), kind TEXT NOT NULL, text "
            + "TEXT NOT NULL)");
        Run("CREATE INDEX outcome_of_session ON outcome (session, id)");
        Run("CREATE TABLE reload (id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES session(id), after INTEGER NOT NULL, "
            + "number INTEGER NOT NULL, version TEXT NOT NULL)");
    }

    private void Run(string sql, params (string Name, object Value)[] values) => run(sql, values);
}
