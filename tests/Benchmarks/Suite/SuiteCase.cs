namespace StrategyHost.Benchmarks.Suite;

/// <summary>One thing to measure.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Run">Does it once, and says how many units it was and how to hash what came of it.</param>
internal sealed record SuiteCase(string Name, string Unit, Func<(long Units, Func<string> Hash)> Run);
