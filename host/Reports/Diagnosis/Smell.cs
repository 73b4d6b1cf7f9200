namespace StrategyHost.Reports.Diagnosis;

/// <summary>Something about a result that deserves distrust.</summary>
/// <param name="Name">What it is called, in a word or two.</param>
/// <param name="Evidence">What the result shows, in one sentence.</param>
/// <param name="Advice">What to do about it, in one sentence.</param>
public sealed record Smell(string Name, string Evidence, string Advice);
