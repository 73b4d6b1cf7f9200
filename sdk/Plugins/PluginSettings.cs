namespace StrategyHost.Plugins;

/// <summary>Values of a plugin's settings, by the names that its manifest gives them.</summary>
/// <param name="values">The values. Settings that are not required may be missing.</param>
public sealed class PluginSettings(IReadOnlyDictionary<string, string> values)
{
    /// <summary>A value; null when the setting was left out. Secrets can change while the plugin is connected: after a login, the new ones
    /// are here.</summary>
    public string? this[string name] => values.GetValueOrDefault(name);

    /// <summary>A folder of the plugin's own, one for each account, for what it must remember from one start to the next; null when nothing
    /// is kept. It may not be there yet.</summary>
    public string? Folder { get; init; }

    /// <summary>Takes a sentence that the user should read, such as a broker's warning. Never a secret.</summary>
    public Action<string> Warn { get; init; } = _ => { };
}
