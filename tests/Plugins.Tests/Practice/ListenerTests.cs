using PracticeBroker;

namespace StrategyHost.Plugins.Tests.Practice;

/// <summary>What the practice broker keeps for a client that is slow.</summary>
public sealed class ListenerTests
{
    private const int MostWaiting = 10_000;

    private static MarketNews Order(int number) => new("order")
    {
        Order = new OrderRow("", $"P{number}", "X", "Buy", 1, null, null, "Accepted", 0, null, false)
    };

    private static MarketNews Quote(string symbol, double bid) => new("quote")
    {
        Quote = new QuoteRow(symbol, default, bid, 1, bid + 1, 1)
    };

    [Fact]
    public async Task A_client_that_is_too_slow_has_what_waits_and_then_the_end()
    {
        var listener = new Listener([]);
        for (int i = 0; i <= MostWaiting; i++) listener.Tell(Order(i));
        listener.Tell(Order(-1));
        Assert.False(listener.IsOver);
        int taken = 0;
        while (listener.TryTake(out var news)) Assert.Equal($"P{taken++}", news.Order!.BrokerId);
        Assert.Equal(MostWaiting, taken);
        Assert.False(await listener.WaitAsync(TestContext.Current.CancellationToken));
        Assert.True(listener.IsOver);
    }

    [Fact]
    public void Of_each_symbols_quotes_the_latest_alone_waits()
    {
        var listener = new Listener(["X", "Y"]);
        for (int i = 0; i < 5 * MostWaiting; i++) listener.Tell(Quote(i % 2 == 0 ? "X" : "Y", i));
        listener.Tell(Order(1));
        Assert.Equal([49_998, 49_999], Enumerable.Range(0, 2).Select(_ => listener.TryTake(out var news) ? news.Quote!.Bid : 0));
        listener.Tell(Quote("X", 7));
        Assert.True(listener.TryTake(out var order) && order.Order is not null);
        Assert.True(listener.TryTake(out var next) && next.Quote!.Bid == 7);
        Assert.False(listener.TryTake(out _));
    }
}
