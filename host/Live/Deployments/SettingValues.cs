namespace StrategyHost.Live.Deployments;

/// <summary>Values of settings that may stand elsewhere than in the file.</summary>
internal static class SettingValues
{
    private const string EnvironmentPrefix = "env:";

    /// <summary>Puts the values of environment variables where <c>env:NAME</c> stands for them.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="whose">Whose settings they are, for the message.</param>
    /// <exception cref="DeploymentException">A variable is not set.</exception>
    public static Dictionary<string, string> Resolve(IReadOnlyDictionary<string, string> settings, string whose) =>
        settings.ToDictionary(s => s.Key, s => Resolve(s.Value, whose));

    /// <summary>The settings whose values stand in the file itself.</summary>
    public static IReadOnlyList<string> InClear(IReadOnlyDictionary<string, string> settings) =>
        [.. settings.Where(s => !s.Value.StartsWith(EnvironmentPrefix, StringComparison.Ordinal)).Select(s => s.Key)];

    /// <summary>A value, or that of the environment variable that it stands for.</summary>
    /// <inheritdoc cref="Resolve(IReadOnlyDictionary{string, string}, string)"/>
    public static string Resolve(string value, string whose)
    {
        if (!value.StartsWith(EnvironmentPrefix, StringComparison.Ordinal)) return value;
        string name = value[EnvironmentPrefix.Length..];
        return Environment.GetEnvironmentVariable(name)
            ?? throw new DeploymentException(
                $"{whose}: the environment variable {name} is not set, and a setting takes its value from there.");
    }
}
