using StrategyHost.Engine.Runs.Reloading;
using StrategyHost.Scripting.Compilation;

namespace StrategyHost.Scripting.Tests.Runs;

/// <summary>What must not make a difference: budgets, and reloading a script that has not changed.</summary>
public sealed class EqualResultsTests
{
    private static readonly ScriptCompiler Plain = new(new CompileSettings { HasBudgets = false });

    public static TheoryData<string> Names => [.. ShippedStrategy.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Budgets_change_no_order(string name)
    {
        using var plain = Plain.Compile(ShippedStrategy.PathOf(name), TestContext.Current.CancellationToken);
        using var woven = new ScriptCompiler().Compile(ShippedStrategy.PathOf(name), TestContext.Current.CancellationToken);
        var expected = ShippedStrategy.Run(plain);
        Assert.True(expected.Orders > 0);
        Assert.Equal(expected, ShippedStrategy.Run(woven));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hundred_reloads_of_the_same_script_change_no_order(string name)
    {
        using var script = new ScriptCompiler().Compile(ShippedStrategy.PathOf(name), TestContext.Current.CancellationToken);
        var expected = ShippedStrategy.Run(script);
        var counter = new ReloadsAt(script, []);
        ShippedStrategy.Run(script, counter);
        var random = new Random(7);
        var reloads = new ReloadsAt(script, [.. Enumerable.Range(0, 100).Select(_ => (long)random.Next((int)counter.Events))]);
        Assert.Equal(expected, ShippedStrategy.Run(script, reloads));
        Assert.InRange(reloads.Taken, 90, 100);
    }

    /// <summary>Reloads at given events.</summary>
    private sealed class ReloadsAt(CompiledScript script, HashSet<long> events) : IReloadSource
    {
        private bool isAsked;

        public long Events { get; private set; }

        public int Taken { get; private set; }

        public StrategyReload? Take(DateTime time)
        {
            isAsked = !isAsked;
            if (!isAsked || !events.Contains(Events++))
            {
                isAsked = false;
                return null;
            }

            return new StrategyReload(script.Name, "same", script.CreateStrategy);
        }

        public void Note(ReloadRecord record)
        {
            Assert.Null(record.Refusal);
            Taken++;
        }
    }
}
