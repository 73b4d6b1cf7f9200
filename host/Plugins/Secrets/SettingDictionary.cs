using System.Collections;
using System.Diagnostics.CodeAnalysis;
using StrategyHost.Plugins.Loading;

namespace StrategyHost.Plugins.Secrets;

/// <summary>
/// A plugin's settings from where they may stand, the first that has one: the file that names the plugin, the environment, the store of
/// secrets under the account's name, and there under the plugin's. Looked up anew whenever they are asked for, so that a login counts at
/// once.
/// </summary>
/// <param name="manifest">The plugin.</param>
/// <param name="written">What the file says.</param>
/// <param name="owner">The account, or what else uses the plugin.</param>
/// <param name="store">The store of secrets.</param>
/// <param name="environment">Gives environment variables.</param>
/// <param name="hide">Takes the name and value of each secret that is given out, so that the value is never shown.</param>
public sealed class SettingDictionary(PluginManifest manifest, IReadOnlyDictionary<string, string> written, string owner, SecretStore store,
    Func<string, string?> environment, Action<string, string> hide) : IReadOnlyDictionary<string, string>
{
    private readonly Dictionary<string, string?> kept = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private DateTime? readAt;

    /// <inheritdoc/>
    public IEnumerable<string> Keys =>
        written.Keys.Concat(manifest.Settings.Select(s => s.Name).Where(n => !written.ContainsKey(n) && Find(n) is not null));

    /// <inheritdoc/>
    public IEnumerable<string> Values => Keys.Select(k => this[k]);

    /// <inheritdoc/>
    public int Count => Keys.Count();

    /// <inheritdoc/>
    public string this[string key] => Find(key) ?? throw new KeyNotFoundException($"There is no setting {key}.");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => Find(key) is not null;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => (value = Find(key)) is not null;

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => Keys.Select(k => KeyValuePair.Create(k, this[k])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private string? Find(string name)
    {
        var setting = manifest.Settings.FirstOrDefault(s => s.Name == name);
        string? value = written.TryGetValue(name, out var inFile) ? inFile : setting is null ? null : Elsewhere(setting);
        if (value is not null && setting is { Secret: true }) hide(name, value);
        return value;
    }

    private string? Elsewhere(PluginSetting setting) =>
        environment(manifest.VariableOf(setting)) is { Length: > 0 } variable
            ? variable : Kept($"{owner}.{setting.Name}") ?? Kept($"{manifest.Id}.{setting.Name}");

    private string? Kept(string name)
    {
        lock (gate)
        {
            if (store.Changed != readAt)
            {
                kept.Clear();
                readAt = store.Changed;
            }

            if (!kept.TryGetValue(name, out var value)) kept[name] = value = store.Find(name);
            return value;
        }
    }
}
