namespace StrategyHost.Live.Deployments;

/// <summary>A plugin that is wanted, and what for.</summary>
/// <param name="Id">The plugin.</param>
/// <param name="Settings">Its settings, as far as the file that names it has them.</param>
/// <param name="Owner">The account or deployment that it is for.</param>
/// <param name="Folder">A folder in which it may remember; null for none.</param>
/// <param name="Warn">Takes what it warns of.</param>
public sealed record PluginUse(string Id, IReadOnlyDictionary<string, string> Settings, string Owner, string? Folder, Action<string> Warn)
{
    /// <summary>The settings whose values stand in that file in clear text.</summary>
    public IReadOnlyList<string> InClear { get; init; } = [];
}
