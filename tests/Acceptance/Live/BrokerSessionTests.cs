using System.Text.Json;
using StrategyHost.Acceptance.Processes;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Journaling;

namespace StrategyHost.Acceptance.Live;

/// <summary>A strategy that comes with the product trades at a broker's server, is swapped while it runs, is killed and goes on; then the
/// ledgers are compared.</summary>
public sealed class BrokerSessionTests
{
    private const string Name = "cross";

    [Fact]
    public Task A_session_at_etrade_ends_with_the_ledger_that_etrade_has() => EndsWithEqualLedgersAsync(BrokerKind.ETrade);

    [Fact]
    public Task A_session_at_binance_ends_with_the_ledger_that_binance_has() => EndsWithEqualLedgersAsync(BrokerKind.Binance);

    [Fact]
    public Task A_session_at_okx_ends_with_the_ledger_that_okx_has() => EndsWithEqualLedgersAsync(BrokerKind.Okx);

    [Fact]
    public Task A_session_at_bybit_with_futures_ends_with_the_ledger_that_bybit_has() => EndsWithEqualLedgersAsync(BrokerKind.BybitSwap);

    [Fact]
    public async Task The_exits_of_a_bracket_wait_at_the_exchange_while_the_host_is_away()
    {
        const string Script = """
            Order? entry = null;
            OnBar("ABC/USDT:USDT", bar =>
            {
                if (entry is null or { Status: OrderStatus.Denied }) entry = Bracket(Side.Buy, "ABC/USDT:USDT", 4, stop: 50, target: 200).Entry;
            });
            """;
        using var broker = await BrokerProgram.StartAsync(BrokerKind.BinanceSwap, pace: 100);
        using var workshop = new LiveWorkshop();
        workshop.DeployLive(Name, Script, broker);
        using (var first = workshop.StartLive())
        {
            await first.SaysUntil("arm", TestContext.Current.CancellationToken);
            Assert.Equal(0, workshop.Run("arm", Name).ExitCode);
            await UntilAsync(broker, l => Exits(l).Sum(e => e.Quantity) == 8);
            first.Kill();
        }

        Assert.Equal([(null, 200m, 4m), (50m, null, 4m)], Exits(await broker.LedgerAsync()));
        using var second = workshop.StartLive();
        Assert.Equal(0, workshop.Run("flatten", Name).ExitCode);
        await UntilAsync(broker, l => l.GetProperty("positions").GetArrayLength() == 0 && Exits(l).Count == 0);
        await second.Interrupt(TestContext.Current.CancellationToken);
    }

    /// <summary>The stops and limits of sales that wait at the broker, and how much they sell.</summary>
    private static List<(decimal? Stop, decimal? Limit, decimal Quantity)> Exits(JsonElement ledger)
    {
        static decimal? Number(JsonElement order, string name) =>
            order.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDecimal() : null;
        return
        [
            .. ledger.GetProperty("orders").EnumerateArray()
                .Where(o => o.GetProperty("side").GetString() == "Sell" && o.GetProperty("status").GetString() == "Accepted")
                .Select(o => (Number(o, "stopPrice"), Number(o, "limitPrice"), o.GetProperty("quantity").GetDecimal())).Order(),
        ];
    }

    private static async Task EndsWithEqualLedgersAsync(BrokerKind kind)
    {
        using var broker = await BrokerProgram.StartAsync(kind, pace: 100);
        using var workshop = new LiveWorkshop();
        string script = File.ReadAllText(Path.Combine(Repository.Root, "strategies", "ma_crossover.csx"));
        workshop.DeployLive(Name, script, broker,
            parameters: new Dictionary<string, string> { ["symbol"] = kind.Symbol, ["fast"] = "2", ["slow"] = "5", ["weight"] = "0.5" });
        using (var first = workshop.StartLive())
        {
            await first.SaysUntil("arm", TestContext.Current.CancellationToken);
            Assert.Equal(0, workshop.Run("arm", Name).ExitCode);
            await UntilExecutionsAsync(broker, 3);
            File.AppendAllText(Path.Combine(workshop.Path, "strategies", Name + ".csx"), "\nLog.Info(\"the second version\");\n");
            Assert.Contains("the second version", await first.SaysUntil("the second version", TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
            await UntilExecutionsAsync(broker, 6);
            first.Kill();
        }

        using var second = workshop.StartLive();
        await UntilExecutionsAsync(broker, 10);
        Assert.Equal(0, workshop.Run("flatten", Name).ExitCode);
        await second.SaysUntil("positions closed", TestContext.Current.CancellationToken);
        await UntilAtRestAsync(broker, workshop);
        await second.Interrupt(TestContext.Current.CancellationToken);
        Assert.Equal(await ExecutionsAsync(broker), Booked(workshop));
        Assert.Contains("each the same as before", workshop.Run("replay", Name).Output, StringComparison.Ordinal);
    }

    private static Task UntilExecutionsAsync(BrokerProgram broker, int count) =>
        UntilAsync(broker, l => l.GetProperty("executions").GetArrayLength() >= count);

    private static async Task UntilAsync(BrokerProgram broker, Func<JsonElement, bool> isSo)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!isSo(await broker.LedgerAsync())) await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What the broker has executed, as sums of what each order has bought and paid: not every broker tells of each
    /// execution.</summary>
    private static async Task<List<(string, decimal, decimal)>> ExecutionsAsync(BrokerProgram broker) => Sums(
        (await broker.LedgerAsync()).GetProperty("executions").EnumerateArray()
            .Select(e =>
                (e.GetProperty("clientId").GetString()!, e.GetProperty("quantity").GetDecimal(), e.GetProperty("price").GetDecimal())));

    /// <summary>Waits until no order is on its way, nothing is held, and the session has heard of all that was filled.</summary>
    private static async Task UntilAtRestAsync(BrokerProgram broker, LiveWorkshop workshop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (workshop.HasOpen(Name) || (await broker.LedgerAsync()).GetProperty("positions").GetArrayLength() > 0
            || Booked(workshop).Sum(b => b.Item2) < (await ExecutionsAsync(broker)).Sum(b => b.Item2))
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What the session has booked, by its journal.</summary>
    private static List<(string, decimal, decimal)> Booked(LiveWorkshop workshop)
    {
        using var journal = new Journal(Path.Combine(workshop.Path, "state", Name, "journal.db"));
        var session = Assert.Single(journal.Sessions());
        return Sums(journal.Events(session.Id).Select(e => e.Broker).OfType<ExecutionReport>()
            .Select(n => (n.Execution.ClientId!, n.Execution.Quantity, n.Execution.Price)));
    }

    private static List<(string, decimal, decimal)> Sums(IEnumerable<(string ClientId, decimal Quantity, decimal Price)> executions) =>
        [.. executions.GroupBy(e => e.ClientId)
            .Select(g => (g.Key, g.Sum(e => e.Quantity), Math.Round(g.Sum(e => e.Quantity * e.Price), 2))).Order()];
}
