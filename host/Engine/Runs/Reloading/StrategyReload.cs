namespace StrategyHost.Engine.Runs.Reloading;

/// <summary>A new version of a running strategy.</summary>
/// <param name="Strategy">The strategy's name in the run.</param>
/// <param name="Version">What tells this version from others, such as a hash of its source.</param>
/// <param name="Create">Makes the new version.</param>
public sealed record StrategyReload(string Strategy, string Version, Func<Strategy> Create)
{
    /// <summary>The run's terms from then on; null where they stay as they are.</summary>
    public RunTerms? Terms { get; init; }
}
