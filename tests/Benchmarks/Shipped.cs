namespace StrategyHost.Benchmarks;

/// <summary>Finds the strategies that ship.</summary>
internal static class Shipped
{
    public static string PathOf(string name)
    {
        string? at = AppContext.BaseDirectory;
        while (at is not null && !File.Exists(Path.Combine(at, "StrategyHost.sln"))) at = Path.GetDirectoryName(at);
        return Path.Combine(at ?? throw new InvalidOperationException("Run the benchmarks inside the repository."), "strategies", name);
    }
}
