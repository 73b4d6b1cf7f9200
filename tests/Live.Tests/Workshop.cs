using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Sessions;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Tests;

/// <summary>A folder with a deployment whose strategy is written in the test.</summary>
internal sealed class Workshop : IDisposable
{
    /// <summary>Bars come in handfuls of so many: commands and interruptions are obeyed between two of them.</summary>
    public const int Handful = 256;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public Workshop() => File.WriteAllText(Script, "// the strategy is in the test");

    public string this[string name] => Path.Combine(folder.FullName, name);

    public List<string> Lines { get; } = [];

    public string State => this["state"];

    public static BarSeries Hours { get; } = Walk("X", 300);

    public void Dispose() => folder.Delete(recursive: true);

    public string Script => this["trend.csx"];

    public Deployment Deployment(string name = "trend") =>
        DeploymentFile.Parse(name, $$"""{ "script": "{{Script}}", "mode": "paper", "feed": { "replay": "-" } }""");

    /// <summary>Runs a deployment of a strategy, interrupted when the strategy says so.</summary>
    public Task<SessionEnd> RunAsync(Action<Strategy> strategy, CancellationTokenSource? interruption = null, FreshStart? fresh = null) =>
        new DeploymentRun(Deployment(), Parts(strategy), State, new LineLog(Lines)).RunAsync(fresh,
            interruption?.Token ?? TestContext.Current.CancellationToken);

    /// <summary>Runs it, and gives what came of it.</summary>
    public async Task<BacktestResult> ResultAsync(Action<Strategy> strategy) => (await RunAsync(strategy)).Result;

    /// <summary>Runs it with parts of the test's own, and gives what came of it.</summary>
    public async Task<BacktestResult> ResultAsync(DeploymentParts parts) => (await RunAsync(parts)).Result;

    /// <summary>Runs it with parts of the test's own.</summary>
    public Task<SessionEnd> RunAsync(DeploymentParts parts, CancellationTokenSource? interruption = null) =>
        new DeploymentRun(Deployment(), parts, State, new LineLog(Lines)).RunAsync(fresh: null,
            interruption?.Token ?? TestContext.Current.CancellationToken);

    public static DeploymentParts Parts(Action<Strategy> strategy) =>
        new(path => new DeployedScript(path, [path], "1", () => new ScriptedStrategy(strategy)), _ => _ => Hours, null, NoPlugin,
            _ => new PlainCalendar(), TimeProvider.System);

    /// <summary>There is no plugin here.</summary>
    public static (Plugin, PluginSettings) NoPlugin(PluginUse use) => throw new NotSupportedException();

    /// <summary>A crossing of averages that interrupts its session at an event.</summary>
    public static Action<Strategy> Crossing(int? interruptAt = null, CancellationTokenSource? source = null) => s =>
    {
        var quick = s.Sma("X", 3);
        var calm = s.Sma("X", 8);
        int seen = 0;
        s.OnBar("X", _ =>
        {
            if (++seen == interruptAt) source!.Cancel();
            if (!calm.IsReady) return;
            if (quick > calm && s.Position("X").IsFlat) s.Buy("X", 10 + s.Random.Next(5));
            if (quick < calm && s.Position("X").IsLong) s.Close("X");
        });
    };

    private static BarSeries Walk(string symbol, int count)
    {
        var random = new Random(3);
        var start = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var starts = Enumerable.Range(0, count).Select(i => start.AddHours(i).Ticks).ToArray();
        var ends = starts.Select(s => s + TimeSpan.TicksPerHour).ToArray();
        var closes = new double[count];
        double price = 100;
        for (int i = 0; i < count; i++) closes[i] = price = Math.Round(price + random.NextDouble() - 0.5, 2);
        var volumes = Enumerable.Repeat(1000.0, count).ToArray();
        return new BarSeries(new Instrument { Symbol = symbol }, new PlainCalendar(), Resolution.Hour, starts, ends, closes, closes, closes,
            closes, volumes);
    }

    internal sealed class LineLog(List<string> lines) : IRunLog
    {
        public void Write(DateTime time, LogLevel level, string message) => lines.Add($"{level}: {message}");
    }
}
