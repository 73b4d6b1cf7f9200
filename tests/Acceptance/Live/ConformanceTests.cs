using StrategyHost.Acceptance.Processes;
using StrategyHost.Plugins.Conformance;

namespace StrategyHost.Acceptance.Live;

public sealed class ConformanceTests
{
    [Fact]
    public Task The_practice_plugin_keeps_its_promises() => KeepsPromisesAsync(BrokerKind.Practice, atLeast: 20);

    [Fact]
    public Task The_etrade_plugin_keeps_its_promises() => KeepsPromisesAsync(BrokerKind.ETrade, atLeast: 22);

    [Fact]
    public Task The_ccxt_plugin_keeps_its_promises_at_binance() => KeepsPromisesAsync(BrokerKind.Binance, atLeast: 20);

    [Fact]
    public Task The_ccxt_plugin_keeps_its_promises_at_okx() => KeepsPromisesAsync(BrokerKind.Okx, atLeast: 22);

    [Fact]
    public Task The_ccxt_plugin_keeps_its_promises_at_bybit() => KeepsPromisesAsync(BrokerKind.Bybit, atLeast: 20);

    [Fact]
    public Task The_ccxt_plugin_keeps_its_promises_at_binance_with_futures() => KeepsPromisesAsync(BrokerKind.BinanceSwap, atLeast: 22);

    [Fact]
    public Task The_ccxt_plugin_keeps_its_promises_at_okx_with_futures() => KeepsPromisesAsync(BrokerKind.OkxSwap, atLeast: 22);

    [Fact]
    public Task The_ccxt_plugin_keeps_its_promises_at_bybit_with_futures() => KeepsPromisesAsync(BrokerKind.BybitSwap, atLeast: 20);

    [Fact]
    public async Task A_person_can_run_the_scenarios()
    {
        using var broker = await BrokerProgram.StartAsync(pace: 40);
        using var folder = new TemporaryFolder();
        folder.Write("accounts/main.json",
            $$"""{ "plugin": "practice", "settings": { "url": "{{broker.Address}}", "key": "practice" } }""");
        var result = StrategyHostProgram.Run(folder.Path, "plugins", "verify", "practice", "--plugins", broker.Kind.PluginFolder,
            "--orders", "ABC", "--account", "main", "--below", "50", "--above", "200");
        Assert.Equal("", result.ExitCode == 0 ? "" : result.Error);
        Assert.Contains("An order with a client id that was used is refused", result.Output, StringComparison.Ordinal);
        Assert.Contains("0 failed", result.Output, StringComparison.Ordinal);
    }

    private static async Task KeepsPromisesAsync(BrokerKind kind, int atLeast)
    {
        using var broker = await BrokerProgram.StartAsync(kind, pace: 40);
        using var folder = new TemporaryFolder();
        var results = new List<ScenarioResult>();
        await foreach (var result in ConformanceSuite.RunAsync(broker.Target(folder["memory"]), TestContext.Current.CancellationToken))
            results.Add(result);
        Assert.DoesNotContain(results, r => r.Verdict == Verdict.Failed);
        Assert.True(results.Count(r => r.Verdict == Verdict.Passed) >= atLeast, string.Join('\n', results));
    }
}
