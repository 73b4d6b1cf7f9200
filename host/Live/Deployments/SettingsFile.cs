using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace StrategyHost.Live.Deployments;

/// <summary>Reads files of settings: JSON with comments, in which nothing may stand that is not a setting.</summary>
internal static class SettingsFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private static readonly JsonDocumentOptions Comments = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>How names of settings are compared.</summary>
    public static JsonNodeOptions Names { get; } = new() { PropertyNameCaseInsensitive = true };

    /// <summary>The object that a text has been read as before.</summary>
    public static JsonObject ObjectOf(string text) => JsonNode.Parse(text, Names, Comments)!.AsObject();

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">The settings that there are, as a sentence for those who mistype one.</param>
    /// <exception cref="DeploymentException">It cannot be read, or says what cannot be.</exception>
    public static T Read<T>(string path, string settings)
        where T : class
    {
        try
        {
            return Parse<T>(path, File.ReadAllText(path), settings);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DeploymentException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>Reads the text of a file.</summary>
    /// <inheritdoc cref="Read{T}"/>
    public static T Parse<T>(string path, string text, string settings)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Json) ?? throw new DeploymentException($"{path} is empty. {settings}");
        }
        catch (JsonException failure)
        {
            string where = failure.LineNumber is { } line ? string.Create(CultureInfo.InvariantCulture, $":{line + 1}") : "";
            string what = failure.Path is { Length: > 2 } at
                ? $"{at.TrimStart('$', '.')} is not a setting, or has a value that it cannot have"
                : "this is not JSON of the form that it must have";
            throw new DeploymentException($"{path}{where}: {what}. {settings}", failure);
        }
    }
}
