using System.Runtime.CompilerServices;
using StrategyHost.Engine.Runs;

namespace StrategyHost.Scripting.Tests;

public sealed class UnloadTests
{
    private const int Reloads = 50;

    [Fact]
    public void A_script_that_is_let_go_leaves_memory()
    {
        var traces = Enumerable.Range(0, Reloads).Select(UseOnce).ToList();
        for (int i = 0; i < 10 && traces.Any(t => t.IsAlive); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal(0, traces.Count(t => t.IsAlive));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference UseOnce(int number)
    {
        using var script =
            Scripts.Compile($"class Idea : Strategy {{ protected override void Declare() => OnBar(\"X{number}\", bar => {{ }}); }}");
        Assert.Equal(["X" + number], StrategyOutline.Of(script.CreateStrategy()).Symbols);
        return script.Trace;
    }
}
