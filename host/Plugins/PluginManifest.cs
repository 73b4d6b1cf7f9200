using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StrategyHost.Plugins.Loading;

/// <summary>What a plugin says about itself, in <c>plugin.json</c> beside its assembly.</summary>
public sealed record PluginManifest
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "plugin.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Its name, by which deployments call it: small letters, digits and dashes.</summary>
    public required string Id { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>The version of the sdk that it was built against, such as <c>0.1</c>. The host's must have the same first number, and the
    /// second must not be smaller.</summary>
    public required string Sdk { get; init; }

    /// <summary>The assembly with its entry class, beside this file.</summary>
    public required string Assembly { get; init; }

    /// <summary>What it is; empty when it does not say.</summary>
    public string About { get; init; } = "";

    /// <summary>Its settings.</summary>
    public IReadOnlyList<PluginSetting> Settings { get; init; } = [];

    /// <summary>The sdk's version in this host.</summary>
    public static Version HostSdk { get; } = typeof(Plugin).Assembly.GetName().Version!;

    /// <summary>Reads the manifest in a folder.</summary>
    /// <exception cref="PluginException">It is missing, malformed, or asks for another sdk.</exception>
    public static PluginManifest Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            var manifest =
                JsonSerializer.Deserialize<PluginManifest>(File.ReadAllText(path), Json) ?? throw new PluginException($"{path} is empty.");
            manifest.Check(path);
            return manifest;
        }
        catch (JsonException failure)
        {
            string where = failure.LineNumber is { } line ? string.Create(CultureInfo.InvariantCulture, $":{line + 1}") : "";
            throw new PluginException(
                $"{path}{where}: this is no plugin manifest: it needs id, version, sdk and assembly, and can have about and settings "
                    + $"(name, about, required, secret, fromLogin, identifiesAccount).", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new PluginException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>The settings, checked.</summary>
    /// <param name="values">What is given. What changes in it later, the plugin sees.</param>
    /// <param name="folder">The plugin's own folder; null for none.</param>
    /// <param name="warn">Takes what the plugin warns of; null for nobody.</param>
    /// <exception cref="PluginException">One is missing or not known.</exception>
    public PluginSettings Bind(IReadOnlyDictionary<string, string> values, string? folder = null, Action<string>? warn = null)
    {
        Know(values);
        Require(Settings, values);
        return new PluginSettings(values) { Folder = folder, Warn = warn ?? (_ => { }) };
    }

    /// <summary>The settings that a login needs, checked: what comes from it, and what the plugin needs only later, may be
    /// missing.</summary>
    /// <param name="values">What is given.</param>
    /// <exception cref="PluginException">One is missing.</exception>
    public PluginSettings BindForLogin(IReadOnlyDictionary<string, string> values)
    {
        Require(Settings.Where(s => s.Secret && !s.FromLogin), values);
        return new PluginSettings(values);
    }

    /// <summary>The settings that are no secrets, to ask a plugin what it can do without a connection. Required ones may be
    /// missing.</summary>
    /// <param name="values">What is given. Values that stand elsewhere, such as in the environment, are left out.</param>
    /// <exception cref="PluginException">One is not known.</exception>
    public PluginSettings BindPublic(IReadOnlyDictionary<string, string> values)
    {
        Know(values);
        var secrets = Settings.Where(s => s.Secret).Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        return new PluginSettings(values.Where(v => !secrets.Contains(v.Key) && !v.Value.StartsWith("env:", StringComparison.Ordinal))
            .ToDictionary(v => v.Key, v => v.Value));
    }

    /// <summary>The environment variable that can hold a setting.</summary>
    public string VariableOf(PluginSetting setting) => $"{Id}_{setting.Name}".Replace('-', '_').ToUpperInvariant();

    /// <summary>
    /// What tells the account that settings are for from all others, and does not show them: the plugin's name and a hash of the settings
    /// that identify an
    /// account, or of all but those that a login gives where none is marked so. A setting that is left out differs from one that says its
    /// default.
    /// </summary>
    public string AccountKey(IReadOnlyDictionary<string, string> values)
    {
        var marked = Settings.Where(s => s.IdentifiesAccount).ToList();
        var settings = marked.Count > 0 ? marked : Settings.Where(s => !s.FromLogin);
        string text = string.Concat(settings.OrderBy(s => s.Name, StringComparer.Ordinal)
            .Select(s => $"{s.Name}\0{values.GetValueOrDefault(s.Name)}\0"));
        return $"{Id}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..24]}";
    }

    private void Know(IReadOnlyDictionary<string, string> values)
    {
        string known = Settings.Count == 0 ? "it has none" : $"it has {string.Join(", ", Settings.Select(s => s.Name))}";
        if (values.Keys.FirstOrDefault(v => Settings.All(s => s.Name != v)) is { } stray)
            throw new PluginException($"The plugin {Id} has no setting '{stray}': {known}.");
    }

    private void Require(IEnumerable<PluginSetting> settings, IReadOnlyDictionary<string, string> values)
    {
        var missing = settings.Where(s => s.Required && !values.ContainsKey(s.Name)).ToList();
        if (missing.Count > 0) throw new PluginException($"The plugin {Id} needs {string.Join(", ", missing.Select(Wanted))}.");
    }

    private string Wanted(PluginSetting setting)
    {
        string about = setting.About.Length > 0 ? $", {setting.About}" : "";
        string how = setting.FromLogin ? $"; 'strategyhost secrets login {Id}' gets it" : setting.Secret
            ? $"; 'strategyhost secrets set {Id}.{setting.Name}' keeps it" : "";
        return $"the setting '{setting.Name}' ({VariableOf(setting)}{about}{how})";
    }

    private void Check(string path)
    {
        if (Id.Length == 0 || Id.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
            throw new PluginException($"{path}: the id '{Id}' must be of small letters, digits and dashes.");
        if (Path.GetFileName(Assembly) != Assembly)
            throw new PluginException($"{path}: the assembly '{Assembly}' must stand beside the manifest.");
        if (!System.Version.TryParse(Sdk, out var wanted))
            throw new PluginException($"{path}: sdk is '{Sdk}', and must be a version such as 0.1.");
        if (wanted.Major != HostSdk.Major || wanted.Minor > HostSdk.Minor)
            throw new PluginException(
                $"The plugin {Id} was built for sdk {Sdk}, and this host has {HostSdk.Major}.{HostSdk.Minor}: get a version of one that "
                    + $"fits the other.");
    }
}
