using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;

namespace StrategyHost.Live.Service;

/// <summary>Runs deployments, each on threads of its own, and ends the host when all have ended.</summary>
public sealed class DeploymentService : BackgroundService
{
    /// <summary>A session writes what it has and a call is answered within this, or the journal takes care of it at the next
    /// start.</summary>
    public static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(30);
    private readonly IReadOnlyList<HostedDeployment> deployments;
    private readonly IHostApplicationLifetime lifetime;
    private readonly TimeProvider clock;
    private readonly Action<string> say;
    private readonly DateTime since;
    private readonly ConcurrentDictionary<string, int> ended = new(StringComparer.Ordinal);

    /// <summary>A service of deployments.</summary>
    /// <param name="deployments">The deployments.</param>
    /// <param name="lifetime">What ends when all have ended.</param>
    /// <param name="clock">What measures time.</param>
    /// <param name="say">Takes a sentence for people.</param>
    public DeploymentService(IReadOnlyList<HostedDeployment> deployments, IHostApplicationLifetime lifetime, TimeProvider clock,
        Action<string> say)
    {
        this.clock = clock;
        this.say = say;
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

    /// <summary>Waits until all deployments have ended, for <see cref="LastPatience"/> at most; says which have not.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        using var end = new CancellationTokenSource(LastPatience, clock);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end.Token);
        await base.StopAsync(patience.Token);
        string[] running = [.. deployments.Select(d => d.Name).Where(n => !ended.ContainsKey(n))];
        if (running.Length > 0)
            say($"{string.Join(", ", running)} did not end within {LastPatience.TotalSeconds:0} s: the host ends, and its next start takes "
                + "up what was under way");
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(deployments.Select(d =>
            Task.Run(async () => ended[d.Name] = await d.RunAsync(stoppingToken), CancellationToken.None)));
        lifetime.StopApplication();
    }
}
