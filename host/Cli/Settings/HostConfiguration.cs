using System.Text.Json;
using System.Text.Json.Serialization;
using StrategyHost.Live.Deployments;
using StrategyHost.Scripting.Packages;

namespace StrategyHost.Cli.Settings;

/// <summary>
/// What <c>strategyhost.json</c> says: defaults for runs from a folder. The command line goes before it. Null where it is silent.
/// </summary>
internal sealed record HostConfiguration
{
    /// <summary>The file that is read when none is named.</summary>
    public const string FileName = "strategyhost.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Folders and files with data.</summary>
    public IReadOnlyList<string>? Data { get; init; }

    /// <summary>Cash at the start.</summary>
    public decimal? Cash { get; init; }

    /// <summary>The account's currency.</summary>
    public string? Currency { get; init; }

    /// <summary>What a fill costs.</summary>
    public string? Commission { get; init; }

    /// <summary>How much worse a taking order trades.</summary>
    public string? Slippage { get; init; }

    /// <summary>The account, or plugin, whose broker refuses in backtests what it would refuse live.</summary>
    public string? Broker { get; init; }

    /// <summary>Risk limits by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Risk { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Limits of what a strategy may use in one event, by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Limits { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Names of packages that scripts may use.</summary>
    public IReadOnlyList<string>? Packages { get; init; }

    /// <summary>A folder whose assemblies scripts may use.</summary>
    public string? Assemblies { get; init; }

    /// <summary>Code from elsewhere that scripts may use.</summary>
    [JsonIgnore]
    public ScriptTrust Trust => new() { Packages = Packages ?? [], Assemblies = Assemblies };

    /// <summary>What holds for deployments that do not say otherwise.</summary>
    [JsonIgnore]
    public DeploymentDefaults Deployments => new()
    {
        Settings = new Dictionary<string, object?>
        {
            ["cash"] = Cash,
            ["currency"] = Currency,
            ["commission"] = Commission,
            ["slippage"] = Slippage
        },
        Risk = Risk,
        Limits = Limits,
    };

    /// <summary>Reads a file, or the usual one where it exists.</summary>
    /// <exception cref="UsageException">The file is missing or not of that form.</exception>
    public static HostConfiguration Read(string? path)
    {
        if (path is null && !File.Exists(FileName)) return new HostConfiguration();
        string file = path ?? FileName;
        try
        {
            return JsonSerializer.Deserialize<HostConfiguration>(File.ReadAllText(file), Json) ?? new HostConfiguration();
        }
        catch (JsonException failure)
        {
            string where = failure.LineNumber is { } line ? $":{line + 1}" : "";
            string what = failure.Path is { Length: > 2 } at
                ? $"{at[2..]} is not a setting, or has a value that it cannot have" : "this is not a JSON object";
            throw new UsageException(
                $"{file}{where}: {what}. The settings are data, cash, currency, commission, slippage, broker, risk, limits, packages "
                    + $"and assemblies.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The configuration {file} cannot be read: {failure.Message}");
        }
    }
}
