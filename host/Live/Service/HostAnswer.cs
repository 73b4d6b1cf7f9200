namespace StrategyHost.Live.Service;

/// <summary>What a running host answers.</summary>
/// <param name="Standing">How it does.</param>
/// <param name="Done">What came of what was wanted, in a sentence; null where nothing was, or it is refused.</param>
/// <param name="Refusal">Why what was wanted is not done, in a sentence; null where it is.</param>
public sealed record HostAnswer(HostStanding Standing, string? Done = null, string? Refusal = null);
