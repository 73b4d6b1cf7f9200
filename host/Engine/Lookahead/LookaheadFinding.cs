namespace StrategyHost.Engine.Lookahead;

/// <summary>A decision that changed when only the future did.</summary>
/// <param name="Instant">Up to when the data was the same, UTC.</param>
/// <param name="Change">What was done to the data after it.</param>
/// <param name="Before">The decision on the whole data; null when there was none.</param>
/// <param name="After">The decision on the changed data; null when there was none.</param>
public sealed record LookaheadFinding(DateTime Instant, string Change, string? Before, string? After);
