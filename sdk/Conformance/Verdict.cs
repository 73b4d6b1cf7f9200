namespace StrategyHost.Plugins.Conformance;

/// <summary>What came of a scenario.</summary>
public enum Verdict
{
    /// <summary>The plugin did what it should.</summary>
    Passed,

    /// <summary>It did not.</summary>
    Failed,

    /// <summary>The plugin does not claim to do this, or the broker cannot be asked for it.</summary>
    NotAsked,
}
