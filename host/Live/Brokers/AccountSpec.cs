using StrategyHost.Live.Deployments;

namespace StrategyHost.Live.Brokers;

/// <summary>An account at a broker, as its file describes it.</summary>
public sealed record AccountSpec
{
    /// <summary>Its name: that of its file, without the ending.</summary>
    public required string Name { get; init; }

    /// <summary>The plugin that trades it.</summary>
    public required string Plugin { get; init; }

    /// <summary>The plugin's settings; a value <c>env:NAME</c> stands for the environment variable of that name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The settings, with the values of environment variables in place.</summary>
    /// <exception cref="DeploymentException">A variable is not set.</exception>
    public IReadOnlyDictionary<string, string> ResolvedSettings => SettingValues.Resolve(Settings, $"The account {Name}");

    /// <summary>What all of its deployments may do together.</summary>
    public AccountLimitSpec Limits { get; init; } = new();

    /// <summary>What becomes of what no deployment has bought.</summary>
    public ExternalPolicy External { get; init; }

    /// <summary>How long after an order was made it may still be sent for the first time: one that is older is rejected.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often everything is compared with the broker, connection lost or not.</summary>
    public TimeSpan ReconcileEvery { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>By how much the mean entry price of a position may differ from the broker's, as a ratio: brokers count commissions in, or
    /// do not.</summary>
    public decimal EntryTolerance { get; init; } = 0.01m;
}
