using System.Text.Json;
using StrategyHost.Cli.Tests.Program;
using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Journaling;
using StrategyHost.Plugins;

namespace StrategyHost.Cli.Tests.Commands;

/// <summary>What an operator sees of orders, those at brokers that no session looks after among them.</summary>
public sealed class OrdersCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public OrdersCommandTests()
    {
        Rest("trend", "main");
        Rest("tides", "other");
        See("main",
            new ExternalOrder(Order("A1B2C3D40001000007", limit: null, stop: 95), "trend", 1, "of session 1 of trend, which is over"),
            new ExternalOrder(Order(null, limit: 80, stop: null), null, null, "made by hand"));
    }

    public void Dispose() => folder.Dispose();

    private static BrokerOrder Order(string? clientId, decimal? limit, decimal? stop) => new()
    {
        ClientId = clientId,
        BrokerId = "P7",
        Symbol = "ABC",
        Side = Side.Sell,
        Quantity = 10,
        LimitPrice = limit,
        StopPrice = stop,
        Status = OrderStatus.Accepted,
    };

    private Task<ProgramResult> Run(params string[] arguments) => InProcess.Run([.. arguments, "--state", folder["state"]]);

    private void See(string account, params ExternalOrder[] orders) => folder.Write($"state/accounts/{account}/orders.json",
        JsonSerializer.Serialize(new ExternalOrdersSeen(account, new DateTime(2024, 1, 5, 9, 30, 0, DateTimeKind.Utc), orders)));

    /// <summary>A session that rests, with an order.</summary>
    private void Rest(string name, string account)
    {
        Directory.CreateDirectory(folder[$"state/{name}"]);
        using var journal = new Journal(folder[$"state/{name}/journal.db"]);
        var now = new DateTime(2024, 1, 5, 0, 0, 0, DateTimeKind.Utc);
        string terms = $$"""{ "script": "x.csx", "mode": "live", "account": "{{account}}" }""";
        var session = journal.Begin(now, now, [], new SessionSettings(1000, terms,
            new TradingCapabilities { OrderTypes = [OrderType.Limit], TimesInForce = [TimeInForceKind.Day] }));
        var order = new StandingOrder(3, now, "Buy", 2, "XYZ", "Limit", 40, null, "Accepted", 0);
        journal.Append(session.Id, new SessionSnapshot(0, 1000, 1000, [], [order]), [], [new LiveEvent(now, [])]);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("trend", true)]
    [InlineData("tides", false)]
    public async Task Those_that_no_session_looks_after_stand_below_with_whose_they_are(string name, bool isShown)
    {
        var all = await Run(["orders", .. name.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal(ExitCode.Done, all.ExitCode);
        Assert.Contains("XYZ", all.Output, StringComparison.Ordinal);
        foreach (var part in (string[])["looked after by no session", "2024-01-05 09:30:00Z", "A1B2C3D40001000007", "Stop", "95",
            "of session 1 of trend, which is over", "P7", "80", "made by hand"])
            Assert.Equal(isShown, all.Output.Contains(part, StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_json_they_are_no_deployments_orders()
    {
        using var json = JsonDocument.Parse((await Run("orders", "--json")).Output);
        var rows = json.RootElement.EnumerateArray().ToList();
        Assert.Equal(["tides", "trend", null, null], rows.Select(r => r.GetProperty("deployment").GetString()));
        Assert.Equal("trend", rows[2].GetProperty("former").GetProperty("deployment").GetString());
        Assert.Equal(1, rows[2].GetProperty("former").GetProperty("session").GetInt64());
        Assert.Equal(95, rows[2].GetProperty("order").GetProperty("stopPrice").GetDecimal());
        Assert.Equal("Sell", rows[2].GetProperty("order").GetProperty("side").GetString());
        Assert.Equal(JsonValueKind.Null, rows[3].GetProperty("former").ValueKind);
        Assert.Equal("made by hand", rows[3].GetProperty("origin").GetString());
    }

    [Fact]
    public async Task Status_counts_them_and_names_the_way_on()
    {
        foreach (var arguments in (string[][])[["status"], ["status", "trend"]])
        {
            var status = await Run(arguments);
            Assert.Contains("1 order of former sessions works at the broker of main, seen 2024-01-05 09:30:00Z, and no session looks after "
                + "it: 'strategyhost orders' shows it, and 'strategyhost reconcile main --cancel-orphans' cancels it.", status.Error,
                StringComparison.Ordinal);
            Assert.Contains("1 order that no session made at the broker of main", status.Error, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("no session", (await Run("status", "tides")).Error, StringComparison.Ordinal);
        See("main");
        Assert.DoesNotContain("no session", (await Run("status")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_choice_to_cancel_them_is_left_for_the_accounts_host()
    {
        var left = await Run("reconcile", "main", "--cancel-orphans", "--adopt");
        Assert.Contains("no host runs main", left.Error, StringComparison.Ordinal);
        Assert.Equal("Adopt cancel-orphans", await File.ReadAllTextAsync(folder["state/accounts/main/choice"],
            TestContext.Current.CancellationToken));
    }
}
