namespace StrategyHost.Benchmarks.Suite;

/// <summary>What the suite measures. Data is generated, the same each time.</summary>
internal static class SuiteCases
{
    public static IEnumerable<SuiteCase> All() =>
        [.. EngineCases.All(), .. DataCases.All(), .. SweepCases.All(), .. JournalCases.All(), .. ProcessCases.All()];
}
