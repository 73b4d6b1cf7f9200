using StrategyHost.Engine.Runs;

namespace StrategyHost.Engine.Tests.Scenes;

/// <summary>Runs a small strategy on small data.</summary>
internal sealed class Scene
{
    private readonly Dictionary<string, BarSeries> data;

    public Scene(params BarSeries[] data) => this.data = data.ToDictionary(s => s.Instrument.Symbol);

    public BacktestSettings Settings { get; init; } = new();

    public List<string> Lines { get; } = [];

    /// <summary>Runs a strategy that declares what it is told to.</summary>
    public BacktestResult Run(Action<ScriptedStrategy> declare) =>
        new Backtest(Settings, symbol => data[symbol], new LineLog(Lines)).Run(new ScriptedStrategy(declare), null,
            TestContext.Current.CancellationToken);

    /// <summary>Runs a strategy that does one thing at the end of each bar of X, by the bar's number from 0.</summary>
    public BacktestResult OnBars(params (int Bar, Action<ScriptedStrategy> Act)[] acts) => Run(s =>
    {
        int bar = -1;
        s.OnBar("X", _ =>
        {
            bar++;
            foreach (var act in acts.Where(a => a.Bar == bar)) act.Act(s);
        });
    });

    private sealed class LineLog(List<string> lines) : IRunLog
    {
        public void Write(DateTime time, LogLevel level, string message) => lines.Add($"{level}: {message}");
    }
}
