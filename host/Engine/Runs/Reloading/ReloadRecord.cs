namespace StrategyHost.Engine.Runs.Reloading;

/// <summary>What became of a new version of a strategy.</summary>
/// <param name="Time">The run's time, UTC.</param>
/// <param name="Strategy">The strategy's name in the run.</param>
/// <param name="Version">Which version it was.</param>
/// <param name="Refusal">Why the old version went on; null when the new one took over.</param>
public sealed record ReloadRecord(DateTime Time, string Strategy, string Version, string? Refusal);
