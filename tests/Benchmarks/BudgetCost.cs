using BenchmarkDotNet.Attributes;
using StrategyHost.Engine.Runs;
using StrategyHost.Scripting;
using StrategyHost.Scripting.Compilation;

namespace StrategyHost.Benchmarks;

/// <summary>What budgets cost: the shipped crossover, and a handler that loops over its history, with them and without.</summary>
public class BudgetCost
{
    private const string Looping = """
        var closes = History("X", 50);
        double best = 0;
        OnBar("X", bar =>
        {
            if (closes.Count < 50) return;
            double sum = 0;
            for (int i = 0; i < 50; i++) sum += closes[i].Close;
            best = Math.Max(best, sum);
        });
        """;

    private readonly BarSeries bars = RandomWalk.Minutes("X", 500_000, seed: 5);
    private CompiledScript script = null!;

    [Params("crossover", "looping")]
    public string Strategy { get; set; } = "";

    [Params(false, true)]
    public bool Budgets { get; set; }

    [GlobalSetup]
    public void Compile()
    {
        var compiler = new ScriptCompiler(new CompileSettings { HasBudgets = Budgets });
        var source =
            Strategy == "looping" ? new ScriptSource("looping.csx", Looping) : ScriptSource.Read(Shipped.PathOf("ma_crossover.csx"));
        script = compiler.Compile(source, CancellationToken.None);
    }

    [GlobalCleanup]
    public void Unload() => script.Dispose();

    [Benchmark]
    public long Run()
    {
        var settings = new BacktestSettings
        {
            Parameters = Strategy == "looping" ? new Dictionary<string, string>() : new Dictionary<string, string> { ["symbol"] = "X" }
        };
        return new Backtest(settings, _ => bars, new SilentLog()).Run(script.CreateStrategy(), null, CancellationToken.None).Bars;
    }
}
