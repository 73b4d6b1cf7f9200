namespace StrategyHost.Live.Deployments;

/// <summary>Stored bars that are shown as if they came now.</summary>
/// <param name="Data">The folder or file with the bars.</param>
/// <param name="From">When the session begins, UTC: bars before warm indicators up; null to begin with the first bar.</param>
/// <param name="Speed">How many times faster than they happened; null for as fast as can be.</param>
public sealed record ReplaySpec(string Data, DateTime? From, double? Speed);
