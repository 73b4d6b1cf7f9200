namespace StrategyHost.Benchmarks.Suite;

/// <summary>What one run did.</summary>
/// <param name="Units">How many units it was.</param>
/// <param name="Hash">Hashes what came of it.</param>
/// <param name="PeakMegabytes">The most memory that the process had, where the run was a process of its own; null otherwise.</param>
/// <param name="LastOverFirst">The rate in the last tenth of the run over that in the first; null where that was not measured.</param>
internal sealed record SuiteRun(long Units, Func<string> Hash, double? PeakMegabytes = null, double? LastOverFirst = null);
