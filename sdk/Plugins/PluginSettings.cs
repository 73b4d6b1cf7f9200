namespace StrategyHost.Plugins;

/// <summary>Values of a plugin's settings, by the names that its manifest gives them.</summary>
/// <param name="values">The values. Settings that are not required may be missing.</param>
public sealed class PluginSettings(IReadOnlyDictionary<string, string> values)
{
    /// <summary>A value; null when the setting was left out.</summary>
    public string? this[string name] => values.GetValueOrDefault(name);
}
