namespace StrategyHost.Simulation.Scheduling;

/// <summary>Something to run now.</summary>
/// <param name="Process">Whose it is; null for the world's own.</param>
/// <param name="Callback">What to run.</param>
/// <param name="State">What it is given.</param>
internal readonly record struct WorkItem(SimulatedProcess? Process, SendOrPostCallback Callback, object? State);
