namespace StrategyHost.Live.Sessions;

/// <summary>Something that kept a deployment from trading.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Reason">The latest reason, in a sentence.</param>
/// <param name="Count">How often.</param>
/// <param name="First">When it happened first, UTC.</param>
/// <param name="Latest">When it happened last, UTC.</param>
public sealed record Obstacle(string Kind, string Reason, int Count, DateTime First, DateTime Latest);
