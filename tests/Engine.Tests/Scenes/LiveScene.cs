using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Live;

namespace StrategyHost.Engine.Tests.Scenes;

/// <summary>Hands a small strategy the events of a session.</summary>
internal sealed class LiveScene
{
    public BacktestSettings Settings { get; init; } = new();

    public required LiveRunSettings Live { get; init; }

    public required Func<string, BarSeries> Data { get; init; }

    public List<string> Lines { get; } = [];

    /// <summary>What was wanted of the broker.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>Runs a strategy over events; a time that is earlier than the one before it becomes that.</summary>
    public BacktestResult Run(Action<ScriptedStrategy> strategy, IEnumerable<LiveEvent> events, Action<LiveView>? afterEvent = null)
    {
        var run = new LiveRun(Settings, new BarSources(Data), new LineLog(Lines), Live, ("", new ScriptedStrategy(strategy)));
        run.Begin();
        Look(run.View, afterEvent);
        var latest = Live.Start;
        foreach (var happened in events)
        {
            latest = happened.Time > latest ? happened.Time : latest;
            run.Handle(happened with { Time = latest });
            Look(run.View, afterEvent);
        }

        run.End();
        return run.Result();
    }

    private void Look(LiveView view, Action<LiveView>? afterEvent)
    {
        Commands.AddRange(view.TakeCommands().Select(c => c.Text));
        afterEvent?.Invoke(view);
    }

    private sealed class LineLog(List<string> lines) : IRunLog
    {
        public void Write(DateTime time, LogLevel level, string message) => lines.Add($"{level}: {message}");
    }
}
