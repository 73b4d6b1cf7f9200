namespace StrategyHost.Live.Deployments;

/// <summary>Market data that a plugin brings.</summary>
/// <param name="Id">The plugin.</param>
/// <param name="Resolution">How long the bars are.</param>
/// <param name="Settings">Its settings; a value <c>env:NAME</c> stands for the environment variable of that name.</param>
public sealed record PluginFeedSpec(string Id, Resolution Resolution, IReadOnlyDictionary<string, string> Settings);
