using System.Runtime.CompilerServices;
using StrategyHost.Data.Calendars;
using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Runs.Reloading;

namespace StrategyHost.Scripting.Tests.Runs;

/// <summary>A run whose script is changed a thousand times.</summary>
[Collection(nameof(Alone))]
public sealed class ManyReloadsTests
{
    private const int Reloads = 1000;
    private const int Settled = 100;

    [Fact]
    public void A_thousand_versions_leave_no_memory_behind()
    {
        var source = new Changing();
        Run(source);
        Collect();
        long end = Environment.WorkingSet;
        source.Forget();
        Collect();
        Assert.Equal(Reloads, source.Taken);
        Assert.Equal(0, source.Traces.Count(t => t.IsAlive));
        TestContext.Current.SendDiagnosticMessage(
            $"working set after {Settled} reloads {source.AfterSettling >> 20} MB, after {Reloads} {end >> 20} MB");
        Assert.True(end <= source.AfterSettling * 1.1,
            $"{source.AfterSettling >> 20} MB after {Settled} reloads, {end >> 20} MB after {Reloads}");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Run(Changing source)
    {
        double[] prices = new double[Reloads + 2];
        Array.Fill(prices, 100);
        var start = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        long[] starts = [.. prices.Select((_, i) => start.AddMinutes(i).Ticks)];
        long[] ends = [.. prices.Select((_, i) => start.AddMinutes(i + 1).Ticks)];
        var bars = new BarSeries(new Instrument { Symbol = "X" }, TradingCalendars.Find("24/7"), Resolution.Minute, starts, ends, prices,
            prices, prices, prices, prices);
        var result = new Backtest(new BacktestSettings(), new BarSources(_ => bars), new SilentLog(), source)
            .Run([("idea", source.Next(0).Create())], null, TestContext.Current.CancellationToken);

        // Each version orders once, at the bar after it was taken, which the first version did not.
        Assert.Equal(Enumerable.Range(1, Reloads).Select(i => (decimal)i),
            result.Orders.Select(o => o.Quantity).Distinct().Where(q => q > 0));
    }

    private static void Collect()
    {
        for (int i = 0; i < 5; i++)
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
    }

    /// <summary>A new version after every event.</summary>
    private sealed class Changing : IReloadSource
    {
        private bool isAsked;
        private CompiledScript? running;

        public List<WeakReference> Traces { get; } = [];

        public int Taken { get; private set; }

        public long AfterSettling { get; private set; }

        public StrategyReload? Take(DateTime time)
        {
            isAsked = !isAsked;
            return isAsked && Taken < Reloads ? Next(Taken + 1) : null;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        public StrategyReload Next(int number)
        {
            var old = running;
            var next = running = Scripts.Compile(
                $"var average = Sma(\"X\", {2 + (number % 50)}); var count = State(\"count\", 0); OnBar(\"X\", bar => {{ count.Value++; "
                    + $"if ({number} > 0 && count == {number + 1}) Buy(\"X\", {number}); }});", "idea.csx");
            Traces.Add(running.Trace);
            old?.Dispose();
            return new StrategyReload("idea", next.Version, next.CreateStrategy);
        }

        public void Note(ReloadRecord record)
        {
            Assert.Null(record.Refusal);
            Taken++;
            if (Taken % Settled != 0) return;

            // Between the reloads of a real session there is time for this.
            Collect();
            if (Taken == Settled) AfterSettling = Environment.WorkingSet;
        }

        public void Forget()
        {
            running?.Dispose();
            running = null;
        }
    }
}
