using System.Globalization;
using System.Text.Json;
using StrategyHost.Acceptance.Processes;

namespace StrategyHost.Acceptance.Live;

/// <summary>
/// Deployments with a plain bracket each trade at the servers of brokers, while answers are late or the host is paused:
/// nobody is ever sold short, exits fit what is held once it is quiet, and each session can be replayed.
/// STRATEGYHOST_EXECUTIONS says how many executions each test waits for, with every trouble; a few without it, while answers are late.
/// </summary>
public sealed class BracketSessionTests
{
    /// <summary>Milliseconds.</summary>
    private const int Limit = 600_000;

    /// <summary>How much a bracket buys.</summary>
    private const int Size = 10;

    private static readonly string? Asked = Environment.GetEnvironmentVariable("STRATEGYHOST_EXECUTIONS");

    private static int Executions => Asked is null ? 8 : int.Parse(Asked, CultureInfo.InvariantCulture);

    /// <summary>What goes wrong: nothing, each answer a second late, or a host that stands still for 1.4 seconds again and again.</summary>
    public static TheoryData<string> Troubles => Asked is null ? ["slow"] : ["quiet", "slow", "paused"];

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Troubles))]
    public Task Brackets_at_the_practice_broker_fit_what_is_held(string trouble) =>
        FitAsync(BrokerKind.Practice, trouble, "ABC", "XYZ", "DEF", "GHI");

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Troubles))]
    public Task Brackets_at_etrade_fit_what_is_held(string trouble) => FitAsync(BrokerKind.ETrade, trouble, "ABC", "XYZ", "DEF", "GHI");

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Troubles))]
    public Task Brackets_at_binance_fit_what_is_held(string trouble) =>
        FitAsync(BrokerKind.BinanceSwap, trouble, BrokerKind.BinanceSwap.Symbol);

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Troubles))]
    public Task Brackets_at_okx_fit_what_is_held(string trouble) => FitAsync(BrokerKind.OkxSwap, trouble, BrokerKind.OkxSwap.Symbol);

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Troubles))]
    public Task Brackets_at_bybit_fit_what_is_held(string trouble) => FitAsync(BrokerKind.BybitSwap, trouble, BrokerKind.BybitSwap.Symbol);

    private static async Task FitAsync(BrokerKind kind, string trouble, params string[] symbols)
    {
        using var broker = await BrokerProgram.StartAsync(kind, pace: 250);
        using var workshop = new LiveWorkshop { Cash = 20_000 };
        foreach (var symbol in symbols) workshop.DeployLive(NameOf(symbol), ScriptOf(symbol), broker);
        using var host = workshop.StartLive();
        foreach (var symbol in symbols) await host.SaysUntil("bar of " + symbol, TestContext.Current.CancellationToken);
        var said = host.SaysAll(TestContext.Current.CancellationToken);
        foreach (var symbol in symbols) Assert.Equal(0, workshop.Run("arm", NameOf(symbol)).ExitCode);
        await TradeAsync(broker, host, trouble);
        foreach (var symbol in symbols) await UntilAsync(broker, ledger => ExitsFit(ledger, symbol));
        foreach (var symbol in symbols) Assert.Equal(0, workshop.Run("flatten", NameOf(symbol)).ExitCode);
        await UntilAsync(broker, ledger => symbols.All(symbol => Held(ledger, symbol) == 0 && Exits(ledger, symbol) == (0, 0))
            && !symbols.Any(symbol => workshop.HasOpen(NameOf(symbol))));
        await host.Interrupt(TestContext.Current.CancellationToken);
        bool isCrossed = (await said).Contains("fills crossed at the exchange", StringComparison.Ordinal);
        AssertNeverShort(await broker.LedgerAsync(), isCrossed);
        foreach (var symbol in symbols)
            Assert.Contains("each the same as before", workshop.Run("replay", NameOf(symbol)).Output, StringComparison.Ordinal);
    }

    /// <summary>Lets them trade, with what goes wrong meanwhile.</summary>
    private static async Task TradeAsync(BrokerProgram broker, StrategyHostProgram host, string trouble)
    {
        const int Always = 100_000;
        if (trouble == "slow") await broker.FaultAsync("slow", Always);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(700));
        while ((await broker.LedgerAsync()).GetProperty("executions").GetArrayLength() < Executions)
        {
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            if (trouble != "paused") continue;
            host.Signal("STOP");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            host.Signal("CONT");
        }

        if (trouble == "slow") await broker.FaultAsync("slow", -Always);
    }

    private static async Task UntilAsync(BrokerProgram broker, Func<JsonElement, bool> isSo)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!isSo(await broker.LedgerAsync())) await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Whether stops and limits each sell what is held, no more and no less.</summary>
    private static bool ExitsFit(JsonElement ledger, string symbol) =>
        Exits(ledger, symbol) == (Held(ledger, symbol), Held(ledger, symbol));

    /// <summary>Whether a row is of a symbol, which every broker writes in its own way.</summary>
    private static bool IsOf(JsonElement row, string symbol) =>
        row.GetProperty("symbol").GetString()!.StartsWith(symbol[..3], StringComparison.Ordinal);

    private static decimal Held(JsonElement ledger, string symbol) =>
        ledger.GetProperty("positions").EnumerateArray().Where(p => IsOf(p, symbol)).Sum(p => p.GetProperty("quantity").GetDecimal());

    /// <summary>How much the stops and the limits that wait at the broker would sell yet.</summary>
    private static (decimal Stops, decimal Limits) Exits(JsonElement ledger, string symbol)
    {
        var waiting = ledger.GetProperty("orders").EnumerateArray()
            .Where(o => IsOf(o, symbol) && o.GetProperty("side").GetString() == "Sell"
                && o.GetProperty("status").GetString() is "Accepted" or "PartiallyFilled")
            .ToLookup(o => o.GetProperty("stopPrice").ValueKind == JsonValueKind.Number,
                o => o.GetProperty("quantity").GetDecimal() - o.GetProperty("filled").GetDecimal());
        return (waiting[true].Sum(), waiting[false].Sum());
    }

    private static string NameOf(string symbol) => symbol[..3].ToLowerInvariant();

    private static string ScriptOf(string symbol) => $$"""
        OnBar("{{symbol}}", bar =>
        {
            Log.Info("bar of {{symbol}}");
            if (Position("{{symbol}}").IsFlat && Orders.Count == 0) Bracket(Side.Buy, "{{symbol}}", {{Size}}, bar.Close * 0.995, bar.Close * 1.005);
        });
        """;

    /// <summary>Asserts that nothing is ever sold short, except where exits filled at the broker before the host was told of the other's
    /// fill: never more than a bracket has, and what is bought then only undoes it.</summary>
    private static void AssertNeverShort(JsonElement ledger, bool isCrossed)
    {
        var held = new Dictionary<string, decimal>();
        foreach (var execution in ledger.GetProperty("executions").EnumerateArray())
        {
            string symbol = execution.GetProperty("symbol").GetString()!;
            bool isBuy = execution.GetProperty("side").GetString() == "Buy";
            decimal before = held.GetValueOrDefault(symbol);
            held[symbol] = before + (execution.GetProperty("quantity").GetDecimal() * (isBuy ? 1 : -1));
            Assert.True(held[symbol] >= (isCrossed ? -Size : 0), $"{symbol} was sold short: {execution}");
            Assert.True(before >= 0 || !isBuy || held[symbol] <= 0, $"{symbol} was short, and more was bought than that: {execution}");
        }
    }
}
