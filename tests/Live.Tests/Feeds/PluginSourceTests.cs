using System.Runtime.CompilerServices;
using StrategyHost.Live.Feeds;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Tests.Feeds;

public sealed class PluginSourceTests
{
    private static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static List<int> TakeAll(PluginSource source) => [.. Drain.ToEnd(source).Select(e => (int)(e.Time - Start).TotalMinutes)];

    [Fact]
    public void When_the_other_side_is_gone_for_a_while_nothing_is_missed_and_nothing_comes_twice()
    {
        var data = new Flaky(failures: 3, BrokerError.Unavailable);
        var told = new List<string>();
        using var source = new PluginSource(data, ["X"], Resolution.Minute, new LastSeen(Start, new HashSet<string>()), told.Add, null,
            TimeProvider.System);
        Assert.Equal(Enumerable.Range(1, 20), TakeAll(source));
        Assert.Equal(3, told.Count);
        Assert.Contains("gone for a while", told[0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_asking_again_does_not_mend_ends_the_session()
    {
        using var source = new PluginSource(new Flaky(failures: 1, BrokerError.NotPermitted), ["X"], Resolution.Minute,
            new LastSeen(Start, new HashSet<string>()), _ => { }, null, TimeProvider.System);
        var refused = Assert.Throws<BrokerException>(() => TakeAll(source));
        Assert.Equal(BrokerError.NotPermitted, refused.Error);
    }

    [Fact]
    public void A_login_that_ends_is_mended_by_the_next()
    {
        using var source = new PluginSource(new Flaky(failures: 1, BrokerError.NotAuthenticated), ["X"], Resolution.Minute,
            new LastSeen(Start, new HashSet<string>()), _ => { }, null, TimeProvider.System);
        Assert.Equal(Enumerable.Range(1, 20), TakeAll(source));
    }

    [Fact]
    public void Of_bars_that_end_together_those_that_had_not_come_are_asked_for_again()
    {
        var seen = new LastSeen(Start.AddMinutes(1), new HashSet<string> { "A" });
        using var source = new PluginSource(new Pairs(), ["A", "B"], Resolution.Minute, seen, _ => { }, null, TimeProvider.System);
        var shown = Drain.ToEnd(source).Select(e => $"{(e.Time - Start).TotalMinutes} {e.Bars[0].Symbol}");
        Assert.Equal(["1 B", "2 A", "2 B", "3 A", "3 B"], shown);
    }

    [Fact]
    public void Bars_that_the_strategy_does_not_take_make_the_plugin_wait_and_none_is_left_out()
    {
        var data = new Endless();
        var source = new PluginSource(data, ["X"], Resolution.Minute, new LastSeen(Start, new HashSet<string>()), _ => { }, null,
            TimeProvider.System);
        SpinWait.SpinUntil(() => data.Given == PluginSource.MostWaiting + 1);
        var first = source.Take(50);
        SpinWait.SpinUntil(() => data.Given == PluginSource.MostWaiting + 51);
        var next = source.Take(50);
        Assert.Equal(Enumerable.Range(1, 100), first.Concat(next).Select(e => (int)(e.Time - Start).TotalMinutes));
        Assert.InRange(data.Given, PluginSource.MostWaiting + 51, PluginSource.MostWaiting + 101);
        source.Dispose();
        Assert.True(data.Left.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    /// <summary>Bars without end, as fast as they are taken.</summary>
    private sealed class Endless : IMarketData
    {
        private int given;

        public int Given => Volatile.Read(ref given);

        public ManualResetEventSlim Left { get; } = new();

        public MarketDataCapabilities Capabilities { get; } = new() { Bars = true };

        public Task<Instrument?> FindAsync(string symbol, CancellationToken cancellation) => Task.FromResult<Instrument?>(null);

        public async IAsyncEnumerable<SymbolBar> BarsAsync(
            IReadOnlyList<string> symbols, Resolution resolution, DateTime after, [EnumeratorCancellation] CancellationToken cancellation)
        {
            await Task.Yield();
            try
            {
                while (true)
                {
                    var end = Start.AddMinutes(Interlocked.Increment(ref given));
                    yield return new SymbolBar("X", new Bar(end.AddMinutes(-1), end, 1, 1, 1, 1, 1));
                }
            }
            finally
            {
                Left.Set();
            }
        }
    }

    /// <summary>Three bars of two symbols and of one that nobody wants; the first time it fails between two that end together.</summary>
    private sealed class Pairs : IMarketData
    {
        private bool hasFailed;

        public Task<Instrument?> FindAsync(string symbol, CancellationToken cancellation) => Task.FromResult<Instrument?>(null);

        public async IAsyncEnumerable<SymbolBar> BarsAsync(
            IReadOnlyList<string> symbols, Resolution resolution, DateTime after, [EnumeratorCancellation] CancellationToken cancellation)
        {
            await Task.Yield();
            foreach (int minute in new[] { 1, 2, 3 }.Where(m => Start.AddMinutes(m) > after))
            {
                foreach (var symbol in new[] { "A", "stray", "B" })
                {
                    if (minute == 2 && symbol == "B" && !hasFailed)
                    {
                        hasFailed = true;
                        throw new BrokerException(BrokerError.Unavailable, "It is gone.") { RetryAfter = TimeSpan.FromMilliseconds(1) };
                    }

                    yield return new SymbolBar(symbol, new Bar(Start.AddMinutes(minute - 1), Start.AddMinutes(minute), 1, 1, 1, 1, 1));
                }
            }
        }
    }

    /// <summary>Twenty bars, with a failure after each fourth one as long as there are failures left.</summary>
    private sealed class Flaky(int failures, BrokerError error) : IMarketData
    {
        private int left = failures;

        public Task<Instrument?> FindAsync(string symbol, CancellationToken cancellation) => Task.FromResult<Instrument?>(null);

        public async IAsyncEnumerable<SymbolBar> BarsAsync(
            IReadOnlyList<string> symbols, Resolution resolution, DateTime after, [EnumeratorCancellation] CancellationToken cancellation)
        {
            await Task.Yield();
            int sent = 0;
            for (int minute = (int)(after - Start).TotalMinutes + 1; minute <= 20; minute++)
            {
                if (sent++ == 4 && left-- > 0)
                    throw new BrokerException(error, "It is gone for a while.") { RetryAfter = TimeSpan.FromMilliseconds(1) };
                yield return new SymbolBar("X", new Bar(Start.AddMinutes(minute - 1), Start.AddMinutes(minute), 1, 1, 1, 1, 1));
            }
        }
    }
}
