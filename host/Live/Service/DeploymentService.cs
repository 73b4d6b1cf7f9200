using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;

namespace StrategyHost.Live.Service;

/// <summary>Runs deployments, each on threads of its own, and ends the host when all have ended.</summary>
public sealed class DeploymentService : BackgroundService
{
    private readonly IReadOnlyList<HostedDeployment> deployments;
    private readonly IHostApplicationLifetime lifetime;
    private readonly DateTime since;
    private readonly ConcurrentDictionary<string, int> ended = new(StringComparer.Ordinal);

    /// <summary>A service of deployments.</summary>
    public DeploymentService(IReadOnlyList<HostedDeployment> deployments, IHostApplicationLifetime lifetime, TimeProvider clock)
    {
        this.deployments = deployments;
        this.lifetime = lifetime;
        since = clock.GetUtcNow().UtcDateTime;
    }

    /// <summary>The largest exit code of a deployment that has ended; 0 before any has.</summary>
    public int ExitCode => ended.Values.DefaultIfEmpty(0).Max();

    /// <summary>How its deployments do.</summary>
    public HostStanding Standing => new(
        Environment.ProcessId, since, [.. deployments.Select(d => ended.TryGetValue(d.Name, out int code)
            ? new DeploymentStanding(d.Name, false, code) : new DeploymentStanding(d.Name, true, null))]);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(deployments.Select(d =>
            Task.Run(async () => ended[d.Name] = await d.RunAsync(stoppingToken), CancellationToken.None)));
        lifetime.StopApplication();
    }
}
