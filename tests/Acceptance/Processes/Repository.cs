using System.Reflection;

namespace StrategyHost.Acceptance.Processes;

/// <summary>Where things lie in the source tree that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("Repository");

    public static string Configuration { get; } = Metadata("Configuration");

    public static string Program { get; } = Path.Combine(Metadata("PublishedHost"), "strategyhost.dll");

    public static string Strategies { get; } = Path.Combine(Root, "strategies");

    public static string SampleData { get; } = Path.Combine(Root, "samples", "data");

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
}
