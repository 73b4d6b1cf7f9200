namespace StrategyHost.Plugins.Loading;

/// <summary>A setting that a plugin has.</summary>
public sealed record PluginSetting
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for; empty when the plugin does not say.</summary>
    public string About { get; init; } = "";

    /// <summary>Whether it must be given.</summary>
    public bool Required { get; init; }

    /// <summary>Whether its value must never be shown.</summary>
    public bool Secret { get; init; }

    /// <summary>Whether its value is what a login gives.</summary>
    public bool FromLogin { get; init; }

    /// <summary>Whether its value, with those of others that are marked so, tells an account at the broker from all others.</summary>
    public bool IdentifiesAccount { get; init; }
}
