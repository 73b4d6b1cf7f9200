namespace StrategyHost.Engine.Supervision;

/// <summary>A call of a strategy that failed: it threw, or used more than it may.</summary>
/// <param name="Call">The number of the call since the run began, from 1.</param>
/// <param name="Steps">After how many steps a limit ended it; zero for a call that never came back; null where it threw by itself.</param>
/// <param name="Message">What happened, in a sentence.</param>
public sealed record HandlerFault(long Call, long? Steps, string Message);
