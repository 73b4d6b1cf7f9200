using StrategyHost.Live.Deployments;

namespace StrategyHost.Live.Service;

/// <summary>What a host is put together from.</summary>
/// <param name="Deployments">The deployments that it starts with.</param>
/// <param name="Find">Finds another by its name, as its file is now; throws <see cref="DeploymentException"/> where there is none.</param>
/// <param name="State">The folder in which deployments keep their state.</param>
/// <param name="Clock">What measures time.</param>
/// <param name="Say">Takes a sentence for people.</param>
public sealed record LiveHostParts(IReadOnlyList<HostedDeployment> Deployments, Func<string, HostedDeployment> Find, string State,
    TimeProvider Clock, Action<string> Say)
{
    /// <summary>The folder of deployments that is watched; null where none is.</summary>
    public WatchedFolder? Watched { get; init; }
}
