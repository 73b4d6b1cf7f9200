using StrategyHost.Live.Sessions;

namespace StrategyHost.Live.Service;

/// <summary>A deployment as the service runs it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="RunAsync">Runs it to its end, or until its control says so; gives an exit code, and throws nothing.</param>
public sealed record HostedDeployment(string Name, Func<DeploymentControl, Task<int>> RunAsync);
