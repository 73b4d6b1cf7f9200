namespace StrategyHost.Benchmarks.Suite;

/// <summary>What was measured.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="PerSecond">The median rate.</param>
/// <param name="BestPerSecond">The rate of the fastest run: what the code can do where nothing else wants the machine.</param>
/// <param name="Seconds">The median time.</param>
/// <param name="BytesPerUnit">Memory allocated for each unit, in the last run.</param>
/// <param name="PeakMegabytes">The most memory that a process of its own had; null where there was none.</param>
/// <param name="LastOverFirst">The rate in the last tenth of the run over that in the first, the median; null where that was not
/// measured.</param>
/// <param name="Hash">The hash of what came of it, the same in all runs.</param>
internal sealed record SuiteResult(string Name, string Unit, double PerSecond, double BestPerSecond, double Seconds, double BytesPerUnit,
    double? PeakMegabytes, double? LastOverFirst, string Hash);
