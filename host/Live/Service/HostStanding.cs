namespace StrategyHost.Live.Service;

/// <summary>What a running host says about itself.</summary>
/// <param name="ProcessId">Its process.</param>
/// <param name="Since">When it was started, UTC.</param>
/// <param name="Deployments">Its deployments.</param>
public sealed record HostStanding(int ProcessId, DateTime Since, IReadOnlyList<DeploymentStanding> Deployments);
