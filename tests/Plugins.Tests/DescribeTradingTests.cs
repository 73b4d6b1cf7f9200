using StrategyHost.Plugins.Loading;
using EntryPoint = ETrade.ETradePlugin;

namespace StrategyHost.Plugins.Tests;

/// <summary>What a broker takes is known without a connection, and without a secret.</summary>
public sealed class DescribeTradingTests
{
    private static readonly string Plugins = Path.Combine(Repository(), "plugins");

    private static string Repository()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "StrategyHost.sln"))) at = at.Parent!;
        return at.FullName;
    }

    private static async Task<TradingCapabilities?> Describe(Plugin plugin, params (string Name, string Value)[] settings)
    {
        await using (plugin) return await plugin.DescribeTradingAsync(new PluginSettings(settings.ToDictionary(s => s.Name, s => s.Value)),
            TestContext.Current.CancellationToken);
    }

    private static Plugin Ccxt() => InstalledPlugin.Find(Plugins, "ccxt").Load();

    [Fact]
    public async Task A_plugin_that_does_not_say_says_nothing()
    {
        using var yard = new PluginYard();
        yard.Add("plain",
            "public sealed class P : Plugin { public override Task ConnectAsync(PluginSettings s, CancellationToken c) => throw new "
                + "System.InvalidOperationException(); }");
        Assert.Null(await Describe(InstalledPlugin.Find(yard.Path, "plain").Load()));
    }

    [Fact]
    public void A_plugin_is_asked_with_what_is_no_secret_and_stands_in_the_file()
    {
        using var yard = new PluginYard();
        yard.Add("plain", source: null);
        var manifest = PluginManifest.Read(Path.Combine(yard.Path, "plain"));
        var settings = manifest.BindPublic(new Dictionary<string, string> { ["key"] = "k", ["host"] = "h" });
        Assert.Equal((null, "h"), (settings["key"], settings["host"]));
        Assert.Null(manifest.BindPublic(new Dictionary<string, string> { ["host"] = "env:NOWHERE" })["host"]);
        Assert.Contains("has no setting 'hots'",
            Assert.Throws<PluginException>(() => manifest.BindPublic(new Dictionary<string, string> { ["hots"] = "h" })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task ETrade_says_what_it_takes_in_either_session()
    {
        var regular = (await Describe(new EntryPoint()))!;
        Assert.Contains(OrderType.TrailingStop, regular.OrderTypes);
        Assert.Equal((true, true, false, true),
            (regular.WholeUnits, regular.ImmediateNeedsLimit, regular.TurnsPositions, regular.SellsShort));
        Assert.Equal([OrderType.Limit], (await Describe(new EntryPoint(), ("session", "extended")))!.OrderTypes);
        Assert.Equal("session", (await Assert.ThrowsAsync<BrokerException>(() => Describe(new EntryPoint(), ("session", "night")))).Field);
    }

    [Fact]
    public async Task Ccxt_says_what_an_exchange_takes_as_its_library_knows_it()
    {
        var spot = (await Describe(Ccxt(), ("exchange", "binance")))!;
        Assert.Contains(OrderType.Stop, spot.OrderTypes);
        Assert.False(spot.SellsShort);
        Assert.True((await Describe(Ccxt(), ("exchange", "binance"), ("market", "swap")))!.SellsShort);
    }

    [Fact]
    public async Task Ccxt_asks_for_an_exchange_and_knows_which_there_are()
    {
        Assert.Equal("exchange", (await Assert.ThrowsAsync<BrokerException>(() => Describe(Ccxt()))).Field);
        Assert.Contains("ccxt has no exchange 'nowhere'",
            (await Assert.ThrowsAsync<BrokerException>(() => Describe(Ccxt(), ("exchange", "nowhere")))).Message, StringComparison.Ordinal);
    }
}
