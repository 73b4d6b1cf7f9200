using StrategyHost.Live.Deployments;

namespace StrategyHost.Live.Service;

/// <summary>A folder of deployments that a host watches while it runs.</summary>
/// <param name="Path">The folder.</param>
/// <param name="StartsNew">Whether what is new in it is started: where the host serves all that the folder has.</param>
/// <param name="Read">Reads a deployment's file.</param>
/// <param name="Tell">Takes what is to be said of a deployment: its name, whether something is wrong, and a sentence.</param>
public sealed record WatchedFolder(string Path, bool StartsNew, Func<string, Deployment> Read, Action<string, bool, string> Tell);
