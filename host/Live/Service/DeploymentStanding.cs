namespace StrategyHost.Live.Service;

/// <summary>How a deployment of a running host does.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsRunning">Whether it runs.</param>
/// <param name="ExitCode">How it ended; null while it runs.</param>
public sealed record DeploymentStanding(string Name, bool IsRunning, int? ExitCode);
