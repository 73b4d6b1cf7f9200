using System.Runtime.CompilerServices;
using System.Threading.Channels;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Feeds;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Tests.Feeds;

public sealed class TickSourceTests
{
    private static readonly DateTime Start = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static TickSource Source(Ticks data, List<string>? told = null, TimeSpan? silence = null) =>
        new(data, ["X", "Y"], new LastSeen(Start, new HashSet<string>()), line => told?.Add(line), silence, TimeProvider.System);

    [Fact]
    public void Quotes_come_in_order_and_time_never_goes_back()
    {
        using var source = Source(new Ticks([("X", 1), ("Y", 3), ("X", 2), ("X", 4)]));
        Assert.Equal([("X", 1), ("Y", 3), ("X", 3), ("X", 4)],
            Drain.ToEnd(source).Select(e => (e.Bars[0].Symbol, (int)(e.Time - Start).TotalSeconds)));
    }

    [Fact]
    public void When_the_strategy_does_not_keep_up_it_sees_the_latest_quote_of_each_symbol()
    {
        var told = new List<string>();
        var data = new Ticks([.. Enumerable.Range(1, 10_000).Select(i => (i % 2 == 0 ? "X" : "Y", i))]);
        using var source = Source(data, told);
        Assert.True(data.AllGiven.Wait(Patience, TestContext.Current.CancellationToken));
        var all = Drain.ToEnd(source);
        Assert.InRange(all.Count, 4096, 4098);
        Assert.Equal(10_000 - all.Count, source.Conflated);
        Assert.Equal([9_999, 10_000],
            all.SelectMany(e => e.Bars).GroupBy(b => b.Symbol).Select(g => (int)g.Last().Quote!.Value.BidSize).Order());
        Assert.Equal(all.Select(e => e.Time).Order(), all.Select(e => e.Time));
        Assert.Contains("does not keep up", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public void A_feed_that_falls_silent_is_subscribed_to_anew()
    {
        var told = new List<string>();
        using var source = Source(new Ticks([("X", 1), ("X", 2)]) { FallsSilentOnce = true }, told, TimeSpan.FromMilliseconds(200));
        Assert.Equal([1, 2], Drain.ToEnd(source).Select(e => (int)(e.Time - Start).TotalSeconds));
        Assert.Contains("Nothing has come for 0.2 s", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public void Trades_wait_until_the_strategy_takes_them_and_none_is_left_out()
    {
        const int All = 3 * TickSource.MostWaiting;
        var told = new List<string>();
        var data = new Trades(All);
        using var source =
            new TickSource(data, ["X"], new LastSeen(Start, new HashSet<string>()), told.Add, TimeSpan.FromHours(1), TimeProvider.System);

        // The trade that finds no room is taken from the plugin, and waits: the plugin is not asked for another.
        Assert.True(data.Reached(TickSource.MostWaiting + 1).Wait(Patience, TestContext.Current.CancellationToken));
        Assert.Equal(TickSource.MostWaiting + 1, data.Given);
        var taken = new List<LiveEvent>();
        using var arrived = new SemaphoreSlim(0);
        source.Arrived = () => arrived.Release();
        while (!source.IsOver)
        {
            var some = source.Take(100);
            taken.AddRange(some);
            if (some.Count == 0 && !source.IsOver) Assert.True(arrived.Wait(Patience, TestContext.Current.CancellationToken));
            Assert.True(data.Given <= taken.Count + TickSource.MostWaiting + 1);
        }

        Assert.Equal(Enumerable.Range(1, All), taken.Select(e => (int)e.Bars[0].Bar.Close));
        Assert.Contains("does not keep up with its trades", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_that_ends_lets_go_of_trades_that_wait()
    {
        var data = new Trades(2 * TickSource.MostWaiting);
        var source = new TickSource(data, ["X"], new LastSeen(Start, new HashSet<string>()), _ => { }, null, TimeProvider.System);
        Assert.True(data.Reached(TickSource.MostWaiting + 1).Wait(Patience, TestContext.Current.CancellationToken));
        source.Dispose();
        Assert.True(data.Left.Wait(Patience, TestContext.Current.CancellationToken));
        Assert.Equal(TickSource.MostWaiting + 1, data.Given);
    }

    /// <summary>Trades whose prices count them.</summary>
    private sealed class Trades(int count) : IMarketData
    {
        private int given;
        private int wanted;

        public int Given => Volatile.Read(ref given);

        /// <summary>Is set when as many were given as <see cref="Reached"/> asks for.</summary>
        public ManualResetEventSlim HasReached { get; } = new();

        /// <summary>Is set when the subscription has ended.</summary>
        public ManualResetEventSlim Left { get; } = new();

        public MarketDataCapabilities Capabilities { get; } = new() { Trades = true };

        public ManualResetEventSlim Reached(int number)
        {
            Volatile.Write(ref wanted, number);
            if (Given >= number) HasReached.Set();
            return HasReached;
        }

        public Task<Instrument?> FindAsync(string symbol, CancellationToken cancellation) => Task.FromResult<Instrument?>(null);

        public IAsyncEnumerable<SymbolBar> BarsAsync(IReadOnlyList<string> symbols, Resolution resolution, DateTime after,
            CancellationToken cancellation) => throw new NotSupportedException();

        public async IAsyncEnumerable<SymbolTrade> TradesAsync(IReadOnlyList<string> symbols,
            [EnumeratorCancellation] CancellationToken cancellation)
        {
            await Task.Yield();
            try
            {
                for (int i = 1; i <= count; i++)
                {
                    if (Interlocked.Increment(ref given) == Volatile.Read(ref wanted)) HasReached.Set();
                    yield return new SymbolTrade("X", new Trade(Start.AddSeconds(i), i, 1));
                }
            }
            finally
            {
                Left.Set();
            }
        }
    }

    private sealed class Ticks(IReadOnlyList<(string Symbol, int Second)> ticks) : IMarketData
    {
        private int subscriptions;

        public bool FallsSilentOnce { get; init; }

        public ManualResetEventSlim AllGiven { get; } = new();

        public MarketDataCapabilities Capabilities { get; } = new() { Quotes = true };

        public Task<Instrument?> FindAsync(string symbol, CancellationToken cancellation) => Task.FromResult<Instrument?>(null);

        public IAsyncEnumerable<SymbolBar> BarsAsync(IReadOnlyList<string> symbols, Resolution resolution, DateTime after,
            CancellationToken cancellation) => throw new NotSupportedException();

        public async IAsyncEnumerable<SymbolQuote> QuotesAsync(IReadOnlyList<string> symbols,
            [EnumeratorCancellation] CancellationToken cancellation)
        {
            if (FallsSilentOnce && subscriptions++ == 0) await Channel.CreateUnbounded<int>().Reader.ReadAsync(cancellation);
            foreach (var (symbol, second) in ticks) yield return new SymbolQuote(symbol,
                new Quote(Start.AddSeconds(second), 99, second, 101, 1));
            AllGiven.Set();
        }
    }
}
