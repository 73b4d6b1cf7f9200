namespace StrategyHost.Live.Service;

/// <summary>A deployment as the service runs it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="RunAsync">Runs it to its end; gives an exit code, and throws nothing.</param>
public sealed record HostedDeployment(string Name, Func<CancellationToken, Task<int>> RunAsync);
