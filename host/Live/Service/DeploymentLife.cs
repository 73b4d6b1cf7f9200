using StrategyHost.Live.Sessions;

namespace StrategyHost.Live.Service;

/// <summary>A deployment in a host, from a start to the end that follows.</summary>
internal sealed class DeploymentLife
{
    /// <summary>Starts a deployment.</summary>
    /// <param name="deployment">The deployment.</param>
    /// <param name="ended">Is told when it has ended.</param>
    /// <param name="host">Stops every deployment of the host.</param>
    public DeploymentLife(HostedDeployment deployment, Action ended, CancellationToken host)
    {
        Name = deployment.Name;
        Control = new DeploymentControl(host);
        Run = Task.Run(async () =>
        {
            int code = await deployment.RunAsync(Control);
            ExitCode = code;
            ended();
            return code;
        }, CancellationToken.None);
    }

    /// <summary>The deployment's name.</summary>
    public string Name { get; }

    /// <summary>What the host tells it.</summary>
    public DeploymentControl Control { get; }

    /// <summary>Ends when it has ended.</summary>
    public Task<int> Run { get; }

    /// <summary>How it ended; null while it runs.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => ExitCode is null;

    /// <summary>Whether somebody has stopped it, and may start it again.</summary>
    public bool IsStopped { get; set; }
}
