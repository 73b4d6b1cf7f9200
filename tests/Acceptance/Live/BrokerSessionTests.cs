using System.Text.Json;
using StrategyHost.Acceptance.Processes;
using StrategyHost.Engine.Venues.Broker;
using StrategyHost.Live.Journaling;

namespace StrategyHost.Acceptance.Live;

/// <summary>A strategy that comes with the product trades at a broker's server, is swapped while it runs, is killed and goes on; then the ledgers are compared.</summary>
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

    private static async Task EndsWithEqualLedgersAsync(BrokerKind kind)
    {
        using var broker = await BrokerProgram.StartAsync(kind, pace: 100);
        using var workshop = new LiveWorkshop();
        string script = File.ReadAllText(Path.Combine(Repository.Root, "strategies", "ma_crossover.csx"));
        workshop.DeployLive(Name, script, broker, parameters: new Dictionary<string, string> { ["symbol"] = kind.Symbol, ["fast"] = "2", ["slow"] = "5", ["weight"] = "0.5" });
        using (var first = workshop.StartLive())
        {
            await first.SaysUntil("arm", TestContext.Current.CancellationToken);
            Assert.Equal(0, workshop.Run("arm", Name).ExitCode);
            await UntilExecutionsAsync(broker, 3);
            File.AppendAllText(Path.Combine(workshop.Path, "strategies", Name + ".csx"), "\nLog.Info(\"the second version\");\n");
            Assert.Contains("the second version", await first.SaysUntil("the second version", TestContext.Current.CancellationToken), StringComparison.Ordinal);
            await UntilExecutionsAsync(broker, 6);
            first.Kill();
        }

        using var second = workshop.StartLive();
        await UntilExecutionsAsync(broker, 10);
        Assert.Equal(0, workshop.Run("flatten", Name).ExitCode);
        await second.SaysUntil("positions closed", TestContext.Current.CancellationToken);
        await UntilAsync(broker, l => l.GetProperty("positions").GetArrayLength() == 0);
        await UntilBookedAsync(broker, workshop);
        await second.Interrupt(TestContext.Current.CancellationToken);
        Assert.Equal(await ExecutionsAsync(broker), Booked(workshop));
        Assert.Contains("each the same as before", workshop.Run("replay", Name).Output, StringComparison.Ordinal);
    }

    private static Task UntilExecutionsAsync(BrokerProgram broker, int count) => UntilAsync(broker, l => l.GetProperty("executions").GetArrayLength() >= count);

    private static async Task UntilAsync(BrokerProgram broker, Func<JsonElement, bool> isSo)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!isSo(await broker.LedgerAsync())) await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What the broker has executed, as sums of what each order has bought and paid: not every broker tells of each execution.</summary>
    private static async Task<List<(string, decimal, decimal)>> ExecutionsAsync(BrokerProgram broker) => Sums(
        (await broker.LedgerAsync()).GetProperty("executions").EnumerateArray().Select(e => (e.GetProperty("clientId").GetString()!, e.GetProperty("quantity").GetDecimal(), e.GetProperty("price").GetDecimal())));

    /// <summary>Waits until the session has heard of as many orders that were filled as there are.</summary>
    private static async Task UntilBookedAsync(BrokerProgram broker, LiveWorkshop workshop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (Booked(workshop).Sum(b => b.Item2) < (await ExecutionsAsync(broker)).Sum(b => b.Item2)) await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What the session has booked, by its journal.</summary>
    private static List<(string, decimal, decimal)> Booked(LiveWorkshop workshop)
    {
        using var journal = new Journal(Path.Combine(workshop.Path, "state", Name, "journal.db"));
        var session = Assert.Single(journal.Sessions());
        return Sums(journal.Events(session.Id).Select(e => e.News).OfType<ExecutionNews>().Select(n => (n.Execution.ClientId!, n.Execution.Quantity, n.Execution.Price)));
    }

    private static List<(string, decimal, decimal)> Sums(IEnumerable<(string ClientId, decimal Quantity, decimal Price)> executions) =>
        [.. executions.GroupBy(e => e.ClientId).Select(g => (g.Key, g.Sum(e => e.Quantity), Math.Round(g.Sum(e => e.Quantity * e.Price), 2))).Order()];
}
