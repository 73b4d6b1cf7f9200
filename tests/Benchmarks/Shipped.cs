namespace StrategyHost.Benchmarks;

/// <summary>Finds the strategies that ship.</summary>
internal static class Shipped
{
    public static string PathOf(string name) => Path.Combine(Root(), "strategies", name);

    /// <summary>The host as it was built.</summary>
    public static string HostPath => Path.Combine(Root(), "host", "Cli", "bin", "Release", "net10.0", "strategyhost.dll");

    private static string Root()
    {
        string? at = AppContext.BaseDirectory;
        while (at is not null && !File.Exists(Path.Combine(at, "StrategyHost.sln"))) at = Path.GetDirectoryName(at);
        return at ?? throw new InvalidOperationException("Run the benchmarks inside the repository.");
    }
}
