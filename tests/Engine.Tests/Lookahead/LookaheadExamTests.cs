using StrategyHost.Engine.Lookahead;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Lookahead;

public sealed class LookaheadExamTests
{
    private static BarSeries Walk()
    {
        var random = new Random(5);
        double price = 100;
        return Bars.Daily([.. Enumerable.Range(0, 300).Select(_ =>
        {
            double open = price;
            price *= 1 + (0.04 * (random.NextDouble() - 0.5));
            return (open, Math.Max(open, price), Math.Min(open, price), price);
        })]);
    }

    private static void Trend(ScriptedStrategy s)
    {
        var quick = s.Ema("X", 3);
        var slow = s.Ema("X", 10);
        s.OnBar("X", _ =>
        {
            if (slow.IsReady) s.Target("X", quick > slow ? 10 : 0);
        });
    }

    private static LookaheadExam Exam(Action<ScriptedStrategy, BarSeries> declare) => new(
        load => new Backtest(new BacktestSettings { RecordsDecisions = true }, load, new SilentLog())
            .Run(new ScriptedStrategy(s => declare(s, load("X"))), null, TestContext.Current.CancellationToken),
        _ => Walk(), seed: 1);

    [Fact]
    public void A_strategy_of_the_past_is_clean()
    {
        var verdict = Exam((s, _) => Trend(s)).Run(8, TestContext.Current.CancellationToken);
        Assert.True(verdict.IsClean);
        Assert.True(verdict.Decisions > 20);
        Assert.Equal(8, verdict.Instants);
    }

    [Fact]
    public void A_strategy_that_reads_the_next_bar_is_found_with_evidence()
    {
        var verdict = Exam((s, series) => s.OnBar("X", bar =>
        {
            int next = series.FirstEndingAtOrAfter(bar.End.AddTicks(1));
            s.Target("X", next < series.Count && series[next].Close > bar.Close ? 10 : 0);
        })).Run(8, TestContext.Current.CancellationToken);
        Assert.True(verdict.Repeats);
        Assert.False(verdict.IsClean);
        Assert.All(verdict.Findings, f => Assert.NotEqual(f.Before, f.After));
        Assert.Contains(verdict.Findings, f => f.Change == "noise follows");
        Assert.Contains(verdict.Findings, f => f.Change == "the data ends there");
    }

    [Fact]
    public void A_strategy_that_depends_on_something_else_does_not_repeat()
    {
        var random = new Random(1);
        Assert.False(Exam((s, _) => s.OnBar("X", _ => s.Target("X", random.Next(0, 2)))).Run(1,
            TestContext.Current.CancellationToken).Repeats);
    }

    [Fact]
    public void Sensitivity_to_history_is_measured()
    {
        var verdict = Exam((s, _) => Trend(s)).Run(1, TestContext.Current.CancellationToken);
        Assert.Equal([0.95, 0.8, 0.6], verdict.WarmUp.Select(w => w.Left));
        Assert.All(verdict.WarmUp, w => Assert.Equal(["Ema on X", "Ema on X"], w.Indicators.Select(i => i.Indicator)));
        Assert.All(verdict.WarmUp, w => Assert.InRange(w.Indicators[1].Change!.Value, 0, 1e-6));
    }
}
