using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Journaling;

namespace StrategyHost.Benchmarks.Suite;

/// <summary>How fast events become durable: every commit waits for the disk.</summary>
internal static class JournalCases
{
    private const int Commits = 200;

    public static IEnumerable<SuiteCase> All() => [Append(1), Append(16), Append(256)];

    private static SuiteCase Append(int atOnce) => new($"journal: durable events, {atOnce} in a commit", "events", () =>
    {
        string path = Path.Combine(Workload.Folder("journal"), $"{atOnce}.db");
        foreach (var old in Directory.EnumerateFiles(Workload.Folder("journal"), $"{atOnce}.db*")) File.Delete(old);
        var journal = new Journal(path);
        var session = journal.Begin(DateTime.UnixEpoch, DateTime.UnixEpoch, [], new SessionSettings(1000, "{}", null));
        var series = RandomWalk.Minutes("X", atOnce, seed: 5);
        var events = Enumerable.Range(0, atOnce).Select(i => new LiveEvent(series[i].End, [new LiveBar("X", series[i])])).ToList();
        return () =>
        {
            for (int i = 0; i < Commits; i++) journal.Append(session.Id, session.Snapshot, [new Outcome("order", "1 …")], events);
            return new SuiteRun(Commits * atOnce, () => "");
        };
    }, Repeats: 3);
}
