using System.Text.Json;
using StrategyHost.Live.Deployments;

namespace StrategyHost.Live.Brokers;

/// <summary>Reads accounts: a JSON file each, in one folder.</summary>
public static class AccountFile
{
    private const string Settings =
        "The settings are plugin, settings, external (reduce, ignore, adopt, flatten), limits (maxPosition, maxExposure, maxDailyLoss, "
            + "maxOpenOrders, maxOrdersPerMinute), staleAfter and reconcileEvery (seconds), entryTolerance (a ratio).";

    /// <summary>Reads an account's file.</summary>
    /// <exception cref="DeploymentException">It is missing, or says what cannot be.</exception>
    public static AccountSpec Read(string folder, string name)
    {
        string path = Path.Combine(folder, name + ".json");
        if (!File.Exists(path))
            throw new DeploymentException(
                $"There is no account '{name}' in {folder}. Write {path}, such as {{ \"plugin\": \"practice\", \"settings\": {{ "
                    + $"\"url\": \"http://127.0.0.1:5105\", \"key\": \"practice\" }} }}.");
        return Of(path, name, SettingsFile.Read<Text>(path, Settings));
    }

    private static AccountSpec Of(string path, string name, Text text)
    {
        if (text.Plugin is null)
            throw new DeploymentException(
                $"{path} names no plugin: add \"plugin\": \"practice\". 'strategyhost plugins list' shows those that there are.");
        if (text.StaleAfter <= 0 || text.ReconcileEvery <= 0)
            throw new DeploymentException($"{path}: staleAfter and reconcileEvery are in seconds, and must be above zero.");
        if (text.EntryTolerance is < 0 or > 1)
            throw new DeploymentException($"{path}: entryTolerance is a ratio between 0 and 1, such as 0.01.");
        return new AccountSpec
        {
            Name = name,
            Plugin = text.Plugin,
            Settings = text.Settings.ToDictionary(s => s.Key, s => s.Value.ToString()),
            External = text.External,
            Limits = text.Limits,
            StaleAfter = TimeSpan.FromSeconds(text.StaleAfter),
            ReconcileEvery = TimeSpan.FromSeconds(text.ReconcileEvery),
            EntryTolerance = text.EntryTolerance,
        };
    }

    private sealed record Text
    {
        public string? Plugin { get; init; }

        public IReadOnlyDictionary<string, JsonElement> Settings { get; init; } = new Dictionary<string, JsonElement>();

        public ExternalPolicy External { get; init; }

        public AccountLimitSpec Limits { get; init; } = new();

        public double StaleAfter { get; init; } = 60;

        public double ReconcileEvery { get; init; } = 60;

        public decimal EntryTolerance { get; init; } = 0.01m;
    }
}
