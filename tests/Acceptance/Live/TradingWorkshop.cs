using System.Globalization;
using System.Text.Json;
using StrategyHost.Acceptance.Processes;

namespace StrategyHost.Acceptance.Live;

/// <summary>A deployment that trades all the time on an account at a practice broker, and whose ledger is compared with the
/// broker's.</summary>
internal sealed class TradingWorkshop : IDisposable
{
    private const string Name = "trade";
    private const string Script = """
        var cancels = Param("cancels", true);
        var seen = 0;
        Order working = null;
        OnBar("ABC", bar =>
        {
            seen++;
            Log.Info($"bar {seen}.");
            if (seen % 3 == 1) Buy("ABC", 2 + Random.Next(9));
            if (seen % 3 == 0 && Position("ABC").IsLong) Close("ABC");
            if (working is { IsOpen: true } && seen % 5 == 2) Replace(working, limit: bar.Close - 0.1);
            else if (working is { IsOpen: true } && cancels && seen % 5 == 4) Cancel(working);
            else if (working is not { IsOpen: true }) working = Limit(Side.Buy, "ABC", 4, bar.Close - 0.3);
        });
        """;

    private readonly LiveWorkshop workshop = new();

    private TradingWorkshop(BrokerProgram broker) => Broker = broker;

    /// <summary>The broker.</summary>
    public BrokerProgram Broker { get; }

    /// <summary>Starts a broker, and deploys what trades on it, which is not armed yet.</summary>
    /// <param name="pace">Milliseconds for a bar.</param>
    /// <param name="account">Settings of the account beside those of the plugin, each with its comma.</param>
    /// <param name="kind">The broker.</param>
    public static async Task<TradingWorkshop> OpenAsync(int pace, string account = "", BrokerKind? kind = null)
    {
        var made = new TradingWorkshop(await BrokerProgram.StartAsync(kind ?? BrokerKind.Practice, pace));

        // While the host is down bars pile up, and what is cancelled among them is never changed.
        made.workshop.DeployLive(Name, Script, made.Broker, account,
            new Dictionary<string, string> { ["cancels"] = kind == BrokerKind.Unchanging ? "false" : "true" });
        return made;
    }

    public StrategyHostProgram Start(string? crashAt = null) => workshop.StartLive(crashAt);

    public void Write(string path, string text) => File.WriteAllText(Path.Combine(workshop.Path, path), text);

    /// <summary>Changes a text in the deployment's file.</summary>
    public void Edit(string before, string after)
    {
        string path = Path.Combine(workshop.Path, "deployments", Name + ".json");
        File.WriteAllText(path, File.ReadAllText(path).Replace(before, after, StringComparison.Ordinal));
    }

    /// <summary>Starts the host where no file can become larger than a few kilobytes more than the journal's log is now.</summary>
    public StrategyHostProgram StartOnSmallDisk() => workshop.StartOnSmallDisk();

    public ProcessResult Run(params string[] arguments) => workshop.Run(arguments);

    /// <summary>Starts the host, and arms it.</summary>
    public async Task<StrategyHostProgram> StartArmedAsync()
    {
        var program = Start();
        Assert.Contains("bar 2.", await program.SaysUntil("bar 2.", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, Run("arm", Name).ExitCode);
        await program.SaysUntil("Armed", TestContext.Current.CancellationToken);
        return program;
    }

    /// <summary>Lets a running host close what it has, and come to the end of the market.</summary>
    /// <returns>What it says.</returns>
    public async Task<string> EndAsync(StrategyHostProgram program)
    {
        await program.SaysUntil("bar ", TestContext.Current.CancellationToken);
        Run("flatten", Name);
        await program.SaysUntil("positions closed", TestContext.Current.CancellationToken);
        do await program.SaysUntil("bar ", TestContext.Current.CancellationToken);
        while (await HasOpenAsync() || workshop.HasOpen(Name));
        await Broker.CloseAsync();
        return await program.SaysAll(TestContext.Current.CancellationToken);
    }

    /// <summary>Asserts that the host and the broker have the same orders, executions and cash, and that a replay does the same
    /// again.</summary>
    /// <returns>How many orders there were.</returns>
    public async Task<int> SameLedgersAsync()
    {
        var ledger = await Broker.LedgerAsync();
        string result = Path.Combine(workshop.Path, "state", Name, "session-1", "result");
        var fills = CsvTable.Read(Path.Combine(result, "fills.csv"));
        var orders = CsvTable.Read(Path.Combine(result, "orders.csv"));
        var sent = Enumerable.Range(0, orders.Count).Where(i => WasSent(orders[i, "status"], orders[i, "reason"]))
            .Select(i => int.Parse(orders[i, "id"], CultureInfo.InvariantCulture)).ToList();
        var atBroker = ledger.GetProperty("orders").EnumerateArray().Select(OrderOf).ToHashSet();
        Assert.Empty(sent.Except(atBroker));

        // What a killed host had under way may reach the broker after the next one has ended it: it is cancelled there, and has no
        // executions.
        Assert.Empty(atBroker.Except(Enumerable.Range(0, orders.Count).Where(i => orders[i, "status"] != "Denied")
            .Select(i => int.Parse(orders[i, "id"], CultureInfo.InvariantCulture))));
        var executions = ledger.GetProperty("executions").EnumerateArray()
            .Select(e => (OrderOf(e), e.GetProperty("quantity").GetDecimal(), e.GetProperty("price").GetDecimal())).Order();
        Assert.Equal(executions, Enumerable.Range(0, fills.Count)
            .Select(i => (int.Parse(fills[i, "order_id"], CultureInfo.InvariantCulture), fills.Number(i, "quantity"),
                fills.Number(i, "price"))).Order());
        Assert.Empty(ledger.GetProperty("positions").EnumerateArray());
        using var summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(result, "summary.json")));
        Assert.Equal(ledger.GetProperty("cash").GetDecimal() - 100_000m,
            summary.RootElement.GetProperty("finalCash").GetDecimal() - 40_000m);
        Assert.Contains("each the same as before", Run("replay", Name).Output, StringComparison.Ordinal);
        return sent.Count;
    }

    public void Dispose()
    {
        Broker.Dispose();
        workshop.Dispose();
    }

    /// <summary>What risk denied or a broker refused is in no broker's ledger, and what was cancelled while it waited for its turn is not
    /// either.</summary>
    private static bool WasSent(string status, string reason) =>
        status is not ("Denied" or "Rejected") && reason != "it was cancelled before it was sent";

    private async Task<bool> HasOpenAsync()
    {
        var ledger = await Broker.LedgerAsync();
        return ledger.GetProperty("positions").GetArrayLength() > 0
            || ledger.GetProperty("orders").EnumerateArray()
                .Any(o => o.GetProperty("status").GetString() is "Accepted" or "PartiallyFilled");
    }

    /// <summary>The number of the order in a client id, which ends with it; two characters more, of which the first is no digit, where it
    /// was sent again.</summary>
    private static int OrderOf(JsonElement shown)
    {
        string id = shown.GetProperty("clientId").GetString()!;
        return int.Parse((char.IsAsciiHexDigit(id[^2]) ? id : id[..^2])[^6..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
