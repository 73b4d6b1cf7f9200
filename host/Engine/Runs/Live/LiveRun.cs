using StrategyHost.Engine.Runs.Reloading;
using StrategyHost.Engine.Supervision;

namespace StrategyHost.Engine.Runs.Live;

/// <summary>A run that is handed its events one by one. All of its methods are called on one thread, which is the strategy's.</summary>
public sealed class LiveRun
{
    private readonly RunComposition composition;
    private readonly IReloadSource? reloads;
    private readonly (string Name, Strategy Strategy) strategy;
    private Reloader? reloader;
    private LiveView? view;

    /// <summary>A run that has not begun.</summary>
    /// <param name="settings">How to run it.</param>
    /// <param name="data">What is known of its markets.</param>
    /// <param name="runLog">Where lines go.</param>
    /// <param name="live">What a session needs beyond that.</param>
    /// <param name="strategy">The strategy with its name, not attached to a run yet; it is used up.</param>
    /// <param name="reloads">Gives new versions of the strategy while it runs; null for none.</param>
    public LiveRun(BacktestSettings settings, BarSources data, IRunLog runLog, LiveRunSettings live,
        (string Name, Strategy Strategy) strategy, IReloadSource? reloads = null)
    {
        composition = new RunComposition(settings, data, runLog, live, profile: null);
        this.strategy = strategy;
        this.reloads = reloads;
    }

    /// <summary>Runs the strategy's code within its limits.</summary>
    public Supervisor Supervisor => composition.Supervisor;

    /// <summary>The run, to be looked at between two events.</summary>
    /// <exception cref="InvalidOperationException">It has not begun.</exception>
    public LiveView View => view ?? throw new InvalidOperationException("The run has not begun.");

    /// <summary>Puts the run together and begins: the strategy declares, and is told of the start.</summary>
    /// <exception cref="SetupException">The settings fit neither the strategy nor the data.</exception>
    /// <exception cref="StrategyFaultException">The strategy threw, or used more than it may.</exception>
    public void Begin()
    {
        composition.Compose([strategy]);
        reloader = reloads is null ? null : composition.ReloaderOf(reloads);
        view = composition.View;
        Supervisor.Try(composition.Run.Begin);
        reloader?.Work(composition.Run);
    }

    /// <summary>Handles an event; a new version of the strategy that waits is taken after it.</summary>
    /// <exception cref="StrategyFaultException">The strategy threw, or used more than it may.</exception>
    public void Handle(LiveEvent happened)
    {
        composition.Run.Handle(happened);
        reloader?.Work(composition.Run);
    }

    /// <summary>Ends: the strategy is told of the end. One that is taken up again later is not told.</summary>
    /// <exception cref="StrategyFaultException">The strategy threw, or used more than it may.</exception>
    public void End() => composition.Run.End();

    /// <summary>What has come of it so far.</summary>
    public BacktestResult Result() => composition.Result();
}
