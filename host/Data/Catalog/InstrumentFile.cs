using System.Text.Json;
using System.Text.Json.Serialization;

namespace StrategyHost.Data.Catalog;

/// <summary>The terms of symbols, from the <c>instruments.json</c> of a folder: an object with a property for each symbol.</summary>
public static class InstrumentFile
{
    /// <summary>The name of the file.</summary>
    public const string Name = "instruments.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Reads the file of a folder; empty when there is none.</summary>
    /// <exception cref="DataException">The file is not of that form.</exception>
    public static IReadOnlyDictionary<string, InstrumentTerms> Read(string folder)
    {
        string path = Path.Combine(folder, Name);
        if (!File.Exists(path)) return new Dictionary<string, InstrumentTerms>();
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, InstrumentTerms>>(File.ReadAllText(path), Json) ?? [];
        }
        catch (JsonException failure)
        {
            string where = failure.LineNumber is { } line ? $":{line + 1}" : "";
            throw new DataException($"{path}{where}: {Reason(failure)}", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    private static string Reason(JsonException failure) => failure.Path is { } at && at != "$"
        ? $"{at.TrimStart('$', '.')} is not one of the terms, or has a value that it cannot have."
        : "this is not a JSON object with a property for each symbol.";
}
