using StrategyHost.Engine.Profiling;
using StrategyHost.Engine.Runs.Reloading;
using StrategyHost.Engine.Supervision;

namespace StrategyHost.Engine.Runs;

/// <summary>A run on past data: a source of bars, a clock that follows them, and a simulated venue.</summary>
public sealed class Backtest
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromMilliseconds(50);
    private readonly RunComposition composition;
    private readonly IReloadSource? reloads;

    /// <summary>A backtest with these settings.</summary>
    /// <param name="settings">How to run it.</param>
    /// <param name="data">Where bars come from; what it throws ends the run.</param>
    /// <param name="runLog">Where lines go.</param>
    /// <param name="reloads">Gives new versions of the strategies while they run; null for none.</param>
    /// <param name="profile">Finds out what the run spends its time on; null when nobody wants to know.</param>
    public Backtest(BacktestSettings settings, BarSources data, IRunLog runLog, IReloadSource? reloads = null, RunProfile? profile = null)
    {
        this.reloads = reloads;
        composition = new RunComposition(settings, data, runLog, live: null, profile);
    }

    /// <summary>A backtest with these settings.</summary>
    /// <inheritdoc cref="Backtest(BacktestSettings, BarSources, IRunLog, IReloadSource, RunProfile)"/>
    public Backtest(BacktestSettings settings, Func<string, BarSeries> load, IRunLog runLog)
        : this(settings, new BarSources(load), runLog)
    {
    }

    /// <summary>Runs a strategy. The strategy is used up: it belongs to this run.</summary>
    /// <inheritdoc cref="Run(IReadOnlyList{ValueTuple{string, Strategy}}, IProgress{RunPoint}, CancellationToken)"/>
    /// <param name="strategy">The strategy, not attached to a run yet.</param>
    public BacktestResult Run(Strategy strategy, IProgress<RunPoint>? progress, CancellationToken cancellation) =>
        Run([("", strategy)], progress, cancellation);

    /// <summary>
    /// Runs strategies on one account: each sees its own positions and an equal part of the cash, and the account nets them.
    /// The strategies are used up.
    /// </summary>
    /// <param name="strategies">The strategies with their names, not attached to a run yet.</param>
    /// <param name="progress">Is told the run's time now and then; null when nobody wants to know.</param>
    /// <param name="cancellation">Ends the run early, with the result so far.</param>
    /// <exception cref="SetupException">The settings fit neither the strategies nor the data.</exception>
    /// <exception cref="StrategyFaultException">A strategy threw, or used more than it may.</exception>
    public BacktestResult Run(IReadOnlyList<(string Name, Strategy Strategy)> strategies, IProgress<RunPoint>? progress,
        CancellationToken cancellation) =>
        StrategyThread.Run(composition.Supervisor, () => RunHere(strategies, progress, cancellation));

    private BacktestResult RunHere(IReadOnlyList<(string Name, Strategy Strategy)> strategies, IProgress<RunPoint>? progress,
        CancellationToken cancellation)
    {
        composition.Compose(strategies);
        var run = composition.Run;
        var reloader = reloads is null ? null : composition.ReloaderOf(reloads);
        using var reports =
            progress is null ? null : TimeProvider.System.CreateTimer(_ => run.AskForReport(), null, BetweenReports, BetweenReports);
        run.Begin();
        run.RunToEnd(reloader is null ? null : () => reloader.Work(run), progress, cancellation);
        run.End();
        return composition.Result();
    }
}
