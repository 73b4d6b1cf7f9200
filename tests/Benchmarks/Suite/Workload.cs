using StrategyHost.Engine.Runs;
using StrategyHost.Reports;
using StrategyHost.Scripting;
using StrategyHost.Scripting.Compilation;

namespace StrategyHost.Benchmarks.Suite;

/// <summary>Scripts and folders that several cases share.</summary>
internal static class Workload
{
    public const int Million = 1_000_000;

    /// <summary>The shipped crossover of moving averages.</summary>
    public static CompiledScript Crossover() => Compile("ma_crossover", File.ReadAllText(Shipped.PathOf("ma_crossover.csx")));

    /// <summary>Settings with which it trades X.</summary>
    public static BacktestSettings OnX { get; } = new() { Parameters = new Dictionary<string, string> { ["symbol"] = "X" } };

    public static CompiledScript Compile(string name, string text) =>
        new ScriptCompiler().Compile(new ScriptSource($"{name}.csx", text), CancellationToken.None);

    /// <summary>The part of a hash that is shown.</summary>
    public static string Shown(string hash) => hash[..12];

    public static string HashOf(BacktestResult result) => Shown(ResultFolder.HashOrders(result));

    /// <summary>A folder for generated files.</summary>
    public static string Folder(string name)
    {
        string folder = Path.Combine(Path.GetTempPath(), "strategyhost-suite", name);
        Directory.CreateDirectory(folder);
        return folder;
    }
}
