using Microsoft.Extensions.Hosting;

namespace StrategyHost.Live.Service;

/// <summary>A lifetime that begins with a command and ends with it: what ends the command is told to it, not to the host.</summary>
internal sealed class CommandLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
