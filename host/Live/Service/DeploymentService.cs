using System.Globalization;
using Microsoft.Extensions.Hosting;
using StrategyHost.Live.Deployments;

namespace StrategyHost.Live.Service;

/// <summary>
/// Runs deployments, each on threads of its own; starts and stops single ones; and ends the host when all have ended by themselves: one
/// that somebody has stopped keeps it up, as it may be started again.
/// </summary>
public sealed class DeploymentService : BackgroundService
{
    /// <summary>A session writes what it has and a call is answered within this, or the journal takes care of it at the next start. Whoever
    /// starts or stops a deployment waits no longer for that.</summary>
    public static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(30);
    private readonly LiveHostParts parts;
    private readonly IHostApplicationLifetime lifetime;
    private readonly TimeProvider clock;
    private readonly DateTime since;
    private readonly Lock gate = new();
    private readonly List<DeploymentLife> lives = [];
    private readonly TaskCompletionSource allEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationToken stopping;

    /// <summary>A service of deployments.</summary>
    /// <param name="parts">The deployments, and what they are run with.</param>
    /// <param name="lifetime">What ends when all have ended.</param>
    public DeploymentService(LiveHostParts parts, IHostApplicationLifetime lifetime)
    {
        this.parts = parts;
        this.lifetime = lifetime;
        clock = parts.Clock;
        since = clock.GetUtcNow().UtcDateTime;
    }

    /// <summary>The largest exit code with which a deployment has ended and was not started again; 0 where there is none.</summary>
    public int ExitCode
    {
        get
        {
            lock (gate) return lives.Max(l => l.ExitCode) ?? 0;
        }
    }

    /// <summary>How its deployments do.</summary>
    public HostStanding Standing
    {
        get
        {
            lock (gate)
                return new HostStanding(Environment.ProcessId, since,
                    [.. lives.Select(l => new DeploymentStanding(l.Name, l.IsRunning, l.ExitCode))]);
        }
    }

    /// <summary>Whether a deployment runs; null where it never has in this host.</summary>
    public bool? IsRunning(string name)
    {
        lock (gate) return Find(name)?.IsRunning;
    }

    /// <summary>Whether somebody has stopped a deployment, and not started it since.</summary>
    public bool IsStopped(string name)
    {
        lock (gate) return Find(name) is { IsStopped: true };
    }

    /// <summary>Starts a deployment, as its file is now.</summary>
    /// <exception cref="DeploymentException">It runs already, or has no file.</exception>
    public void Start(string name) => Begin(name);

    /// <summary>Stops a deployment: at once, or when what it has open is closed.</summary>
    /// <exception cref="DeploymentException">It does not run in this host.</exception>
    public void Stop(string name, StopMode mode) => End(name, mode);

    /// <summary>Starts a deployment, as its file is now, and waits until its session goes on, or for <see cref="LastPatience"/> at
    /// most.</summary>
    /// <returns>What came of it, in a sentence.</returns>
    /// <exception cref="DeploymentException">It runs already, has no file, or has failed.</exception>
    public async Task<string> StartAsync(string name, CancellationToken cancellation)
    {
        var life = Begin(name);
        if (!await IsWithinPatienceAsync(Task.WhenAny(life.Control.Begun, life.Run), cancellation))
            return $"{name} is being started: 'strategyhost status {name}' shows how it does";
        if (life.Control.Begun.IsCompletedSuccessfully) return $"{name}: {await life.Control.Begun}";
        string outcome = life.Control.Outcome ?? $"{name} has ended at once: 'strategyhost logs {name}' says why";
        return life.ExitCode == 0 ? $"{name}: {outcome}" : throw new DeploymentException(outcome);
    }

    /// <summary>Stops a deployment, and waits until it has ended, for <see cref="LastPatience"/> at most: where something is to be closed
    /// first, it goes on until that is done.</summary>
    /// <returns>What came of it, in a sentence.</returns>
    /// <exception cref="DeploymentException">It does not run in this host.</exception>
    public async Task<string> StopAsync(string name, StopMode mode, CancellationToken cancellation)
    {
        var life = End(name, mode);
        if (await IsWithinPatienceAsync(life.Run, cancellation)) return $"{name}: {life.Control.Outcome ?? "stopped"}";
        return mode == StopMode.Keep
            ? string.Create(CultureInfo.InvariantCulture,
                $"{name} has not ended within {LastPatience.TotalSeconds:0} s, and ends when its strategy lets it")
            : $"{name} closes what it has open, and ends when that is done: 'strategyhost status {name}' shows how far it is";
    }

    /// <summary>Stops a deployment and starts it again, as its file is now.</summary>
    /// <inheritdoc cref="StartAsync"/>
    public async Task<string> RestartAsync(string name, CancellationToken cancellation)
    {
        string stopped = await StopAsync(name, StopMode.Keep, cancellation);
        return IsRunning(name) == true
            ? throw new DeploymentException($"{stopped}. It is not started again before that.") : await StartAsync(name, cancellation);
    }

    /// <summary>Tells a deployment that runs what its file says now.</summary>
    public void Change(string name, Deployment now)
    {
        lock (gate)
        {
            if (Find(name) is { IsRunning: true } life) life.Control.Change(now);
        }
    }

    /// <summary>Waits until all deployments have ended, for <see cref="LastPatience"/> at most; says which have not.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        using var end = new CancellationTokenSource(LastPatience, clock);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, end.Token);
        await base.StopAsync(patience.Token);
        string[] running = [.. Standing.Deployments.Where(d => d.IsRunning).Select(d => d.Name)];
        if (running.Length > 0)
            parts.Say($"{string.Join(", ", running)} did not end within {LastPatience.TotalSeconds:0} s: the host ends, and its next start "
                + "takes up what was under way");
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        lock (gate)
        {
            stopping = stoppingToken;
            foreach (var deployment in parts.Deployments) Begin(deployment);
        }

        await using var end = stoppingToken.Register(LookForEnd);
        LookForEnd();
        await allEnded.Task;
        lifetime.StopApplication();
    }

    private DeploymentLife? Find(string name) => lives.Find(l => l.Name == name);

    private DeploymentLife Begin(string name)
    {
        lock (gate)
        {
            if (stopping.IsCancellationRequested) throw new DeploymentException("The host is about to end, and starts nothing any more.");
            if (Find(name) is { IsRunning: true }) throw new DeploymentException($"{name} runs already.");
            return Begin(parts.Find(name));
        }
    }

    /// <summary>Starts a deployment in the place of its earlier life.</summary>
    private DeploymentLife Begin(HostedDeployment deployment)
    {
        lives.RemoveAll(l => l.Name == deployment.Name);
        var life = new DeploymentLife(deployment, LookForEnd, stopping);
        lives.Add(life);
        return life;
    }

    private DeploymentLife End(string name, StopMode mode)
    {
        DeploymentLife life;
        lock (gate)
        {
            life = Find(name) is { IsRunning: true } found
                ? found : throw new DeploymentException($"{name} does not run in this host, and cannot be stopped.");
            life.IsStopped = true;
        }

        life.Control.Stop(mode);
        return life;
    }

    private void LookForEnd()
    {
        lock (gate)
        {
            if (lives.TrueForAll(l => !l.IsRunning && (!l.IsStopped || stopping.IsCancellationRequested))) allEnded.TrySetResult();
        }
    }

    private async Task<bool> IsWithinPatienceAsync(Task awaited, CancellationToken cancellation)
    {
        try
        {
            await awaited.WaitAsync(LastPatience, clock, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
