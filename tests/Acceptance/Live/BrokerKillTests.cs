using System.Globalization;
using System.Text.Json;
using StrategyHost.Acceptance.Processes;

namespace StrategyHost.Acceptance.Live;

/// <summary>
/// The host is killed while it trades against a broker with a ledger of its own, and the two ledgers are compared at the end.
/// STRATEGYHOST_KILLS says how often; a few times without it.
/// </summary>
public sealed class BrokerKillTests
{
    private const string Script = """
        var seen = 0;
        Order working = null;
        OnBar("ABC", bar =>
        {
            seen++;
            Log.Info($"bar {seen}.");
            if (seen % 3 == 1) Buy("ABC", 2 + Random.Next(9));
            if (seen % 3 == 0 && Position("ABC").IsLong) Close("ABC");
            if (working is { IsOpen: true } && seen % 5 == 2) Replace(working, limit: bar.Close - 0.1);
            else if (working is { IsOpen: true } && seen % 5 == 4) Cancel(working);
            else if (working is not { IsOpen: true }) working = Limit(Side.Buy, "ABC", 4, bar.Close - 0.3);
        });
        """;

    private static readonly string[] Points = ["Made", "Durable", "Sending", "Answered", "Reported", "ReportDurable", "Handling"];

    private static int Kills => Environment.GetEnvironmentVariable("STRATEGYHOST_KILLS") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 14;

    [Fact]
    public async Task However_often_the_host_is_killed_its_ledger_is_the_brokers()
    {
        using var broker = await PracticeBrokerProgram.StartAsync(pace: 40);
        using var workshop = new LiveWorkshop();
        workshop.DeployLive("trade", Script, broker);
        var random = new Random(20261121);
        using (var first = workshop.StartLive())
        {
            Assert.Contains("bar 2.", await first.SaysUntil("bar 2.", TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.Equal(0, workshop.Run("arm", "trade").ExitCode);
            await first.SaysUntil("Armed", TestContext.Current.CancellationToken);
            first.Kill();
        }

        for (int kill = 0; kill < Kills; kill++)
        {
            if (kill % 2 == 0) await CrashAsync(workshop, $"{Points[kill / 2 % Points.Length]}:{random.Next(1, 12)}");
            else await KillAsync(workshop, random.Next(1, 30));
        }

        string end = await EndAsync(workshop, broker);
        Assert.Contains("is over", end, StringComparison.Ordinal);
        SameLedgers(await broker.LedgerAsync(), workshop);
        Assert.Contains("each the same as before", workshop.Run("replay", "trade").Output, StringComparison.Ordinal);
    }

    private static async Task CrashAsync(LiveWorkshop workshop, string point)
    {
        using var program = workshop.StartLive(point);
        string said = await program.SaysAll(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("is over", said, StringComparison.Ordinal);
    }

    private static async Task KillAsync(LiveWorkshop workshop, int bars)
    {
        using var program = workshop.StartLive();
        for (int i = 0; i < bars; i++) await program.SaysUntil("bar ", TestContext.Current.CancellationToken);
        program.Kill();
    }

    /// <summary>Lets the host run to the end of the market, with nothing left open.</summary>
    private static async Task<string> EndAsync(LiveWorkshop workshop, PracticeBrokerProgram broker)
    {
        using var last = workshop.StartLive();
        await last.SaysUntil("bar ", TestContext.Current.CancellationToken);
        workshop.Run("flatten", "trade");
        do await last.SaysUntil("bar ", TestContext.Current.CancellationToken);
        while ((await broker.LedgerAsync()) is var ledger && (ledger.GetProperty("positions").GetArrayLength() > 0 || ledger.GetProperty("orders").EnumerateArray().Any(o => o.GetProperty("status").GetString() is "Accepted" or "PartiallyFilled")));
        await broker.CloseAsync();
        return await last.SaysAll(TestContext.Current.CancellationToken);
    }

    private static void SameLedgers(JsonElement ledger, LiveWorkshop workshop)
    {
        var fills = CsvTable.Read(Path.Combine(workshop.Path, "state/trade/session-1/result/fills.csv"));
        var orders = CsvTable.Read(Path.Combine(workshop.Path, "state/trade/session-1/result/orders.csv"));
        Assert.Equal(0, ledger.GetProperty("duplicates").GetInt32());
        var sent = Enumerable.Range(0, orders.Count).Where(i => orders[i, "status"] is not ("Denied" or "Rejected")).Select(i => int.Parse(orders[i, "id"], CultureInfo.InvariantCulture)).ToList();
        Assert.True(sent.Count > Kills);
        Assert.Equal(sent, ledger.GetProperty("orders").EnumerateArray().Select(OrderOf).Order());
        var executions = ledger.GetProperty("executions").EnumerateArray().Select(e => (OrderOf(e), e.GetProperty("quantity").GetDecimal(), e.GetProperty("price").GetDecimal())).Order();
        Assert.Equal(executions, Enumerable.Range(0, fills.Count).Select(i => (int.Parse(fills[i, "order_id"], CultureInfo.InvariantCulture), fills.Number(i, "quantity"), fills.Number(i, "price"))).Order());
        Assert.Empty(ledger.GetProperty("positions").EnumerateArray());
        using var summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(workshop.Path, "state/trade/session-1/result/summary.json")));
        Assert.Equal(ledger.GetProperty("cash").GetDecimal() - 100_000m, summary.RootElement.GetProperty("finalCash").GetDecimal() - 40_000m);
    }

    /// <summary>The number of the order in a client id, which ends with it.</summary>
    private static int OrderOf(JsonElement shown) => int.Parse(shown.GetProperty("clientId").GetString()![^6..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
