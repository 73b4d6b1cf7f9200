using StrategyHost.Live.Deployments;

namespace StrategyHost.Live.Service;

/// <summary>What somebody wants of a running host.</summary>
/// <param name="Action">What it is to do.</param>
/// <param name="Deployment">The deployment that is meant; null for the host itself.</param>
/// <param name="Mode">What becomes of what the deployment has open, where it is stopped.</param>
public sealed record HostRequest(HostAction Action, string? Deployment = null, StopMode Mode = StopMode.Keep);
