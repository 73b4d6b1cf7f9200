using System.Text.Json;
using System.Text.Json.Nodes;

namespace StrategyHost.Live.Deployments;

/// <summary>What holds for every deployment that does not say otherwise: what the configuration of the host's folder says, as for a
/// backtest.</summary>
public sealed record DeploymentDefaults
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    /// <summary>Plain settings by name, such as <c>cash</c>; null values are none.</summary>
    public IReadOnlyDictionary<string, object?> Settings { get; init; } = new Dictionary<string, object?>();

    /// <summary>Risk limits by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Risk { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Limits of what a strategy may use in one event, by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Limits { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The text of a deployment with what it leaves out: a session keeps that, and does not change when the configuration
    /// does.</summary>
    /// <param name="text">A JSON object.</param>
    public string Complete(string text)
    {
        var root = SettingsFile.ObjectOf(text);
        bool isChanged = false;
        foreach (var (name, value) in Settings)
        {
            if (value is null || root.ContainsKey(name)) continue;
            root[name] = JsonSerializer.SerializeToNode(value);
            isChanged = true;
        }

        isChanged |= Complete(root, "risk", Risk);
        isChanged |= Complete(root, "limits", Limits);
        return isChanged ? root.ToJsonString(Readable) : text;
    }

    private static bool Complete(JsonObject root, string name, IReadOnlyDictionary<string, JsonElement> values)
    {
        var own = root[name] as JsonObject ?? new JsonObject(SettingsFile.Names);
        var missing = values.Where(v => !own.ContainsKey(v.Key)).ToList();
        foreach (var (key, value) in missing) own[key] = JsonNode.Parse(value.GetRawText());
        if (missing.Count > 0 && own.Parent is null) root[name] = own;
        return missing.Count > 0;
    }
}
