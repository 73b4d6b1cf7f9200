using Ccxt;

namespace StrategyHost.Plugins.Tests.CcxtPlugin;

public sealed class EveryExchangeTests
{
    [Theory]
    [InlineData("spot")]
    [InlineData("swap")]
    public async Task What_ccxt_says_of_any_of_its_exchanges_becomes_what_the_plugin_claims(string market)
    {
        await using var sidecar = Sidecar.Start("node", PluginFolder(), TimeProvider.System);
        var described = await sidecar.AskAsync("describe", new { type = market }, TestContext.Current.CancellationToken);
        var exchanges =
            described.EnumerateObject().ToDictionary(e => e.Name, e => new ExchangeAbilities(e.Value.At("has"), e.Value.At("features")));
        Assert.True(exchanges.Count > 90);
        Assert.True(exchanges.Values.Count(e => e.CanTrade) > 70);
        Assert.True(exchanges.Values.Count(e => e.MarketData().Quotes) > 50);
        foreach (var (name, abilities) in exchanges)
        {
            var claims = abilities.Trading(Settings(name, market));
            Assert.Contains(OrderType.Limit, claims.OrderTypes);
            Assert.Contains(TimeInForceKind.GoodTillCancelled, claims.TimesInForce);
            Assert.Equal(name is "binance" or "okx" or "bybit", claims.OrderTypes.Contains(OrderType.Stop));
            Assert.Equal(abilities.Has("watchOrders") && abilities.Has("watchMyTrades"), claims.StreamsReports);
            Assert.Equal(market == "spot", claims.PositionsCostCash);
        }

        var kraken = exchanges["kraken"].Trading(Settings("kraken", market));
        Assert.True(exchanges["kraken"].CanTrade && kraken.StreamsReports);
        Assert.False(kraken.AmendsOrders);
    }

    /// <summary>The folder of the plugin's source, where the library is installed.</summary>
    private static string PluginFolder()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "StrategyHost.sln"))) at = at.Parent!;
        return Path.Combine(at.FullName, "plugins", "Ccxt");
    }

    private static CcxtSettings Settings(string exchange, string market) =>
        new(exchange, market == "spot", "USDT", IsSandbox: true, null, "node");
}
