using StrategyHost.Data.Calendars;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Reloading;
using StrategyHost.Engine.Tests.Supervision;
using StrategyHost.Scripting.Compilation;
using StrategyHost.Scripting.Watching;

namespace StrategyHost.Scripting.Tests.Watching;

/// <summary>A script that is saved while it runs, from the file to the handlers.</summary>
public sealed class HotReloadTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("strategyhost-");
    private readonly HandTime time = new();
    private readonly PendingReloads pending = new();
    private readonly List<string> events = [];

    public void Dispose() => folder.Delete(recursive: true);

    private string ScriptPath => Path.Combine(folder.FullName, "idea.csx");

    private static string Script(string name) =>
        $"var mean = Sma(\"X\", 3); var seen = State(\"seen\", 0); OnBar(\"X\", bar => {{ seen.Value++; Log.Info($\"{name} "
            + $"{{bar.Close}} mean {{mean.Value}} seen {{seen}}\"); }});";

    /// <summary>Saves the file at given bars of a run, between two events.</summary>
    private void Run(Dictionary<int, string> saves)
    {
        File.WriteAllText(ScriptPath, Script("a"));
        var loader = new ScriptLoader(Path.Combine(folder.FullName, "cache"), new CompileSettings());
        var first = loader.Load(ScriptPath, TestContext.Current.CancellationToken);
        using var watch = new ScriptWatch(
            loader, first, s => pending.Offer(new StrategyReload(s.Name, s.Version, s.CreateStrategy)),
            e => events.Add(e.Diagnostics[0].Id), time);
        pending.Noted += r => events.Add(r.Refusal is null ? "reloaded" : "refused");
        var source = new Saving(pending, bar =>
        {
            if (!saves.TryGetValue(bar, out var text)) return;
            File.WriteAllText(ScriptPath, text);
            time.Pass(1);
        });
        double[] prices = [1, 2, 3, 4, 5, 6];
        long At(int minute) => new DateTime(2024, 1, 1, 0, minute, 0, DateTimeKind.Utc).Ticks;
        var bars = new BarSeries(
            new Instrument { Symbol = "X" }, TradingCalendars.Find("24/7"), Resolution.Minute, Enumerable.Range(0, 6).Select(At).ToArray(),
            Enumerable.Range(1, 6).Select(At).ToArray(), prices, prices, prices, prices, prices);
        new Backtest(new BacktestSettings(), new BarSources(_ => bars), new Lines(events), source)
            .Run([(first.Name, first.CreateStrategy())], null, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void The_new_version_takes_over_warm_and_with_its_state()
    {
        Run(new() { [3] = Script("b") });
        Assert.Equal(
            ["a 1 mean NaN seen 1", "a 2 mean NaN seen 2", "a 3 mean 2 seen 3", "idea was reloaded", "reloaded", "b 4 mean 3 seen 4",
                "b 5 mean 4 seen 5", "b 6 mean 5 seen 6"],
            events.Select(e => e.StartsWith("idea was reloaded", StringComparison.Ordinal) ? "idea was reloaded" : e));
    }

    [Fact]
    public void A_version_with_mistakes_is_shown_and_the_old_one_goes_on()
    {
        Run(new() { [2] = "nonsense();", [4] = "throw new ArgumentException(\"no\");" });
        Assert.Contains("CS0103", events);
        Assert.Contains("refused", events);
        Assert.Contains("a 6 mean 5 seen 6", events);
        Assert.DoesNotContain("reloaded", events);
    }

    private sealed class Saving(PendingReloads pending, Action<int> save) : IReloadSource
    {
        private DateTime last;
        private int bar;

        public StrategyReload? Take(DateTime now)
        {
            if (now != last) save(++bar);
            last = now;
            return pending.Take(now);
        }

        public void Note(ReloadRecord record) => pending.Note(record);
    }

    private sealed class Lines(List<string> lines) : IRunLog
    {
        public void Write(DateTime at, LogLevel level, string message) => lines.Add(message);
    }
}
