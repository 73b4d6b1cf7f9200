namespace StrategyHost.Live.Sessions;

/// <summary>A deployment whose state cannot be read.</summary>
/// <param name="Deployment">Its name.</param>
/// <param name="Sentence">Why, and what to do.</param>
public sealed record UnreadableState(string Deployment, string Sentence);
