namespace StrategyHost.Simulation.Scheduling;

/// <summary>Where a process's awaits continue: in the order in which they were posted, on the simulation's thread.</summary>
/// <param name="process">The process.</param>
internal sealed class SimulationContext(SimulatedProcess process) : SynchronizationContext
{
    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (!process.IsDead) process.Scheduler.Post(new WorkItem(process, d, state));
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) => d(state);

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;
}
