using StrategyHost.Scripting;

namespace StrategyHost.Cli.Commands;

/// <summary>
/// A script that is let go of in a service that runs for months. Its code leaves memory at the next full collection, which a heap that
/// hardly
/// grows would not have for hours: it is asked for once the strategy has gone on with its new version.
/// </summary>
/// <param name="script">The script.</param>
/// <param name="clock">What measures time.</param>
internal sealed class ReleasedScript(CompiledScript script, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(2);
    private ITimer? timer;

    public void Dispose()
    {
        script.Dispose();
        if (!script.IsUnloaded) return; // Other deployments use it.
        timer ??= clock.CreateTimer(_ => Collect(), null, Later, Timeout.InfiniteTimeSpan);
    }

    private void Collect()
    {
        GC.Collect();
        timer?.Dispose();
    }
}
