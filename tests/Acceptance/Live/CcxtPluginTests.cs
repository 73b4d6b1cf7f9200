using StrategyHost.Acceptance.Processes;
using StrategyHost.Plugins;

namespace StrategyHost.Acceptance.Live;

public sealed class CcxtPluginTests
{
    [Fact]
    public async Task A_process_that_dies_is_started_again_and_its_streams_say_that_they_broke()
    {
        using var broker = await BrokerProgram.StartAsync(BrokerKind.Binance, pace: 100);
        using var folder = new TemporaryFolder();
        string node = folder.Write("node.sh", $"#!/bin/sh\necho $$ > '{folder["pid"]}'\nexec node \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(node, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using var plugin = await ConnectAsync(broker, ("node", node));
        await using var reports =
            plugin.Trading!.ReportsAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await reports.MoveNextAsync());
        using (var process = System.Diagnostics.Process.GetProcessById(int.Parse(File.ReadAllText(folder["pid"]),
            System.Globalization.CultureInfo.InvariantCulture))) process.Kill();
        var broken = await Assert.ThrowsAsync<BrokerException>(async () =>
        {
            while (await reports.MoveNextAsync())
            {
                // What was on its way comes first.
            }
        });
        Assert.Equal(BrokerError.Unavailable, broken.Error);
        Assert.Equal(100_000, Assert.Single(await plugin.Trading.BalancesAsync(TestContext.Current.CancellationToken)).Cash);
    }

    [Fact]
    public async Task Without_node_there_is_one_clear_sentence()
    {
        using var broker = await BrokerProgram.StartAsync(BrokerKind.Binance, pace: 100);
        var refusal = await Assert.ThrowsAsync<BrokerException>(() => ConnectAsync(broker, ("node", "/no/such/node")));
        Assert.Contains("install Node", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_is_refused_when_the_account_is_connected()
    {
        using var broker = await BrokerProgram.StartAsync(BrokerKind.Okx, pace: 100);
        var refusal = await Assert.ThrowsAsync<BrokerException>(() => ConnectAsync(broker, ("api-secret", "wrong")));
        Assert.Equal(BrokerError.NotAuthenticated, refusal.Error);
        Assert.Contains("api-secret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exchange_that_ccxt_does_not_have_is_named()
    {
        using var broker = await BrokerProgram.StartAsync(BrokerKind.Okx, pace: 100);
        Assert.Contains("no exchange 'nyse'", (await Assert.ThrowsAsync<BrokerException>(() =>
            ConnectAsync(broker, ("exchange", "nyse")))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("binance", 2)]
    [InlineData("bybit", 3)]
    public async Task The_pause_that_an_exchange_wants_is_the_one_that_it_gets(string exchange, double seconds)
    {
        using var broker = await BrokerProgram.StartAsync(exchange == "binance" ? BrokerKind.Binance : BrokerKind.Bybit, pace: 100);
        await using var plugin = await ConnectAsync(broker);
        await broker.FaultAsync("limit");
        var ticket = new OrderTicket("A1", "ABC/USDT", Side.Buy, 1, OrderType.Limit, 50, null, TimeInForce.GoodTillCancelled);
        var refusal =
            await Assert.ThrowsAsync<BrokerException>(() => plugin.Trading!.SubmitAsync(ticket, TestContext.Current.CancellationToken));
        Assert.Equal(BrokerError.RateLimited, refusal.Error);
        Assert.InRange(refusal.RetryAfter!.Value.TotalSeconds, seconds - 1, seconds);
        Assert.Equal("A1", (await plugin.Trading!.SubmitAsync(ticket, TestContext.Current.CancellationToken)).ClientId);
    }

    [Theory]
    [InlineData("binance")]
    [InlineData("okx")]
    [InlineData("bybit")]
    public async Task Without_a_key_there_is_market_data_alone(string exchange)
    {
        var kind = exchange switch { "binance" => BrokerKind.Binance, "okx" => BrokerKind.Okx, _ => BrokerKind.Bybit };
        using var broker = await BrokerProgram.StartAsync(kind, pace: 100);
        await using var plugin = await ConnectAsync(broker, ("api-key", null), ("api-secret", null), ("api-password", null));
        Assert.Null(plugin.Trading);
        var market = plugin.MarketData!;
        var instrument = await market.FindAsync("ABC/USDT", TestContext.Current.CancellationToken);
        Assert.Equal((0.01m, 0.001m, "USDT", "24/7"), (instrument!.TickSize, instrument.LotSize, instrument.Currency, instrument.Calendar));
        Assert.True(instrument.MinNotional >= 0);
        Assert.Null(await market.FindAsync("NONE/USDT", TestContext.Current.CancellationToken));
        await foreach (var quote in market.QuotesAsync(["ABC/USDT"], TestContext.Current.CancellationToken))
        {
            Assert.True(quote.Quote.Bid < quote.Quote.Ask);
            break;
        }

        var bars = new List<Bar>();
        await foreach (var bar in market.BarsAsync(["ABC/USDT"], Resolution.Minute, DateTime.UnixEpoch,
            TestContext.Current.CancellationToken))
        {
            bars.Add(bar.Bar);
            if (bars.Count == 5) break;
        }

        Assert.All(bars.Zip(bars.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
        var past = await market.HistoryAsync("ABC/USDT", Resolution.Minute, bars[0].Start, bars[4].End,
            TestContext.Current.CancellationToken);
        Assert.Equal(bars, past);
    }

    private static Task<Plugin> ConnectAsync(BrokerProgram broker, params (string Name, string? Value)[] changes) =>
        broker.ConnectAsync(null, _ => { }, TestContext.Current.CancellationToken, changes);
}
