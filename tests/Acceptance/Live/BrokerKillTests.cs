using System.Globalization;

namespace StrategyHost.Acceptance.Live;

/// <summary>
/// The host is killed while it trades against a broker with a ledger of its own, and the two ledgers are compared at the end.
/// STRATEGYHOST_KILLS says how often; a few times without it, and half as often where orders are sent again.
/// </summary>
public sealed class BrokerKillTests
{
    private static readonly string[] Points = ["Made", "Durable", "Sending", "Answered", "Reported", "ReportDurable", "Handling"];

    private static int Kills =>
        Environment.GetEnvironmentVariable("STRATEGYHOST_KILLS") is { } text
            ? int.Parse(text, CultureInfo.InvariantCulture) : Points.Length;

    [Fact]
    public Task However_often_the_host_is_killed_its_ledger_is_the_brokers() =>
        EndsWithTheBrokersLedgerAsync(BrokerKind.Practice, Kills, longest: 12);

    [Fact]
    public Task So_it_is_where_orders_are_sent_again_to_have_new_terms() =>
        EndsWithTheBrokersLedgerAsync(BrokerKind.Unchanging, (Kills + 1) / 2, longest: 100);

    private static async Task EndsWithTheBrokersLedgerAsync(BrokerKind kind, int kills, int longest)
    {
        using var trading = await TradingWorkshop.OpenAsync(pace: 40, kind: kind);
        var random = new Random(20261121);
        using (var first = await trading.StartArmedAsync()) first.Kill();
        for (int kill = 0; kill < kills; kill++)
        {
            if (kill < Points.Length || kill % 2 == 0)
                await CrashAsync(trading, $"{Points[kill % Points.Length]}:{random.Next(1, longest)}");
            else await KillAsync(trading, random.Next(1, 30));
        }

        using var last = trading.Start();
        if (kind == BrokerKind.Unchanging) await UntilSentAgainAsync(trading);
        Assert.Contains("is over", await trading.EndAsync(last), StringComparison.Ordinal);
        Assert.True(await trading.SameLedgersAsync() > kills);
        Assert.Equal(0, (await trading.Broker.LedgerAsync()).GetProperty("duplicates").GetInt32());
    }

    /// <summary>Waits until an order was sent under a name with two characters more, of which the first is no digit.</summary>
    private static async Task UntilSentAgainAsync(TradingWorkshop trading)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!(await trading.Broker.LedgerAsync()).GetProperty("orders").EnumerateArray()
            .Any(o => !char.IsAsciiHexDigit(o.GetProperty("clientId").GetString()![^2])))
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }

    private static async Task CrashAsync(TradingWorkshop trading, string point)
    {
        using var program = trading.Start(point);
        Assert.DoesNotContain("is over", await program.SaysAll(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task KillAsync(TradingWorkshop trading, int bars)
    {
        using var program = trading.Start();
        for (int i = 0; i < bars; i++) await program.SaysUntil("bar ", TestContext.Current.CancellationToken);
        program.Kill();
    }
}
