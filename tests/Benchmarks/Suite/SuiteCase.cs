namespace StrategyHost.Benchmarks.Suite;

/// <summary>One thing to measure.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Prepare">Makes what it needs, and gives what does it once.</param>
/// <param name="Repeats">How often it is measured.</param>
internal sealed record SuiteCase(string Name, string Unit, Func<Func<SuiteRun>> Prepare, int Repeats = 9);
