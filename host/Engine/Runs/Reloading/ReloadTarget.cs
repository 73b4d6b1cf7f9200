namespace StrategyHost.Engine.Runs.Reloading;

/// <summary>What a new version of a strategy is put into.</summary>
/// <param name="Renew">Makes a strategy that has declared nothing yet in the place of another, with parameters of new terms where there
/// are any.</param>
/// <param name="Use">Lets the run go on with other terms.</param>
internal sealed record ReloadTarget(Func<RunningStrategy, RunTerms?, RunningStrategy> Renew, Action<RunTerms> Use);
