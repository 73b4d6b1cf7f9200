using StrategyHost.Engine.Runs.Live;
using StrategyHost.Engine.Supervision;
using StrategyHost.Live.Journaling;

namespace StrategyHost.Simulation.Hosts;

/// <summary>The journal that a host has, in files. When the process dies in the middle of a write, the last page of the log is torn: it
/// ends anywhere, or in rubbish.</summary>
internal sealed class StoredJournal : SimulatedJournal
{
    /// <summary>The size of a page in the log, with its header, bytes.</summary>
    private const int Page = 4096 + 24;
    private const string Memory = "/dev/shm";
    private static int folders;
    private readonly string folder = NewFolder();
    private Journal journal;
    private SessionJournal session;
    private int copies;

    /// <summary>A journal with a session that has just begun.</summary>
    public StoredJournal(DateTime start, Plugins.TradingCapabilities broker, Dice dice)
        : base(dice)
    {
        journal = new Journal(PathNow);
        session = new SessionJournal(journal, journal.Begin(start, start, [], new SessionSettings(0, "", broker)));
    }

    /// <inheritdoc/>
    public override SessionRecord Session => session.Session;

    /// <inheritdoc/>
    public override int Count => journal.CountEvents(Session.Id).Count;

    private string PathNow => Path.Combine(folder, $"journal{copies}.db");

    /// <inheritdoc/>
    public override IEnumerable<LiveEvent> Events() => session.Events();

    /// <inheritdoc/>
    public override IEnumerable<Outcome> Outcomes() => session.Outcomes();

    /// <inheritdoc/>
    public override IEnumerable<LiveEvent> LatestEvents() => session.LatestEvents();

    /// <inheritdoc/>
    public override IReadOnlyList<RecordedReload> Reloads() => journal.Reloads(Session.Id);

    /// <inheritdoc/>
    public override IReadOnlyList<HandlerFault> FailedCalls() => journal.Faults(Session.Id);

    /// <inheritdoc/>
    public override void Reopen()
    {
        base.Reopen();
        journal.Dispose();
        journal = new Journal(PathNow);
        session = new SessionJournal(journal, journal.Sessions()[^1]);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        journal.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <inheritdoc/>
    protected override void Write(SessionSnapshot snapshot, IReadOnlyList<Outcome> outcomes, IReadOnlyList<LiveEvent> events) =>
        session.Append(snapshot, outcomes, events);

    /// <inheritdoc/>
    protected override void Write(RecordedReload reload) => journal.Append(Session.Id, reload);

    /// <inheritdoc/>
    protected override void Write(HandlerFault fault) => journal.Append(Session.Id, fault);

    /// <summary>Keeps the files as they are on the disk at that moment, since to close a journal would tidy them up.</summary>
    protected override void Tear(Action write)
    {
        string from = PathNow;
        long before = LengthOf(from + "-wal");
        write();
        copies++;
        File.Copy(from, PathNow);
        if (File.Exists(from + "-wal")) File.Copy(from + "-wal", PathNow + "-wal");
        long after = LengthOf(PathNow + "-wal");
        if (after > before) TearPage(PathNow + "-wal", after);
    }

    /// <summary>A new folder, in memory where the machine has files there: thousands of seeds would wait for a disk.</summary>
    private static string NewFolder() => Directory.Exists(Memory)
        ? Directory.CreateDirectory(
            Path.Combine(Memory, $"simulation-{Environment.ProcessId}-{Interlocked.Increment(ref folders)}")).FullName
        : Directory.CreateTempSubdirectory("simulation").FullName;

    private void TearPage(string log, long length)
    {
        long whole = length - Page + Dice.Between(0, Page - 1);
        using var file = new FileStream(log, FileMode.Open, FileAccess.Write);
        file.SetLength(whole);
        if (!Dice.Chance(0.5)) return;
        file.Position = whole;
        while (file.Position < length) file.WriteByte((byte)Dice.Next());
    }

    private static long LengthOf(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;
}
