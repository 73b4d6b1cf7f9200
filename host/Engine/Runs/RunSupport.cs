using StrategyHost.Engine.Profiling;
using StrategyHost.Engine.Supervision;

namespace StrategyHost.Engine.Runs;

/// <summary>What a run's code is run with.</summary>
/// <param name="Supervisor">Runs the strategy's code within its limits.</param>
/// <param name="Clock">The run's clock.</param>
/// <param name="Log">Where lines go.</param>
/// <param name="Profile">Finds out what the run spends its time on; null when nobody wants to know.</param>
public sealed record RunSupport(Supervisor Supervisor, Clock Clock, Log Log, RunProfile? Profile);
