using System.Runtime.CompilerServices;
using System.Threading.Channels;
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
        Assert.Equal([("X", 1), ("Y", 3), ("X", 3), ("X", 4)], Drain.ToEnd(source).Select(e => (e.Bars[0].Symbol, (int)(e.Time - Start).TotalSeconds)));
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
        Assert.Equal([9_999, 10_000], all.SelectMany(e => e.Bars).GroupBy(b => b.Symbol).Select(g => (int)g.Last().Quote!.Value.BidSize).Order());
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

    private sealed class Ticks(IReadOnlyList<(string Symbol, int Second)> ticks) : IMarketData
    {
        private int subscriptions;

        public bool FallsSilentOnce { get; init; }

        public ManualResetEventSlim AllGiven { get; } = new();

        public MarketDataCapabilities Capabilities { get; } = new() { Quotes = true };

        public Task<Instrument?> FindAsync(string symbol, CancellationToken cancellation) => Task.FromResult<Instrument?>(null);

        public IAsyncEnumerable<SymbolBar> BarsAsync(IReadOnlyList<string> symbols, Resolution resolution, DateTime after, CancellationToken cancellation) => throw new NotSupportedException();

        public async IAsyncEnumerable<SymbolQuote> QuotesAsync(IReadOnlyList<string> symbols, [EnumeratorCancellation] CancellationToken cancellation)
        {
            if (FallsSilentOnce && subscriptions++ == 0) await Channel.CreateUnbounded<int>().Reader.ReadAsync(cancellation);
            foreach (var (symbol, second) in ticks) yield return new SymbolQuote(symbol, new Quote(Start.AddSeconds(second), 99, second, 101, 1));
            AllGiven.Set();
        }
    }
}
