using StrategyHost.Live.Deployments;
using StrategyHost.Live.Service;

namespace StrategyHost.Live.Tests.Service;

/// <summary>A host with deployments that are written in the test.</summary>
internal sealed class HostScene(string state, params HostedDeployment[] deployments)
{
    /// <summary>Takes what the host says.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>The host's time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Deployments that have a file, and are not started with the host.</summary>
    public IReadOnlyList<HostedDeployment> Others { get; init; } = [];

    /// <summary>The folder that it watches; null for none.</summary>
    public WatchedFolder? Watched { get; init; }

    public LiveHostParts Parts => new(deployments, Find, state, Clock, Say) { Watched = Watched };

    /// <summary>A deployment that runs until it is told to end.</summary>
    public static HostedDeployment Endless(string name, int code = 0) => new(name, async control =>
    {
        await Task.Delay(Timeout.Infinite, control.Stopping).ContinueWith(_ => { }, CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return code;
    });

    private HostedDeployment Find(string name) => deployments.Concat(Others).FirstOrDefault(d => d.Name == name)
        ?? throw new DeploymentException($"There is no deployment '{name}'.");
}
