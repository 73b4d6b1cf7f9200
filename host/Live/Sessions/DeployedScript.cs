namespace StrategyHost.Live.Sessions;

/// <summary>A script that has been compiled.</summary>
/// <param name="Path">The file.</param>
/// <param name="Files">The file and those that it loads, which are in its folder or below.</param>
/// <param name="Version">What tells this version from others.</param>
/// <param name="Create">Makes a strategy, not attached to a run yet.</param>
public sealed record DeployedScript(string Path, IReadOnlyList<string> Files, string Version, Func<Strategy> Create);
