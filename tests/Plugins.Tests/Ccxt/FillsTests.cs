using System.Text.Json;
using Ccxt;

namespace StrategyHost.Plugins.Tests.CcxtPlugin;

public sealed class FillsTests
{
    private static readonly ExchangeMarket Spot = new(new Instrument { Symbol = "BTC/USDT" }, "BTC", "USDT", IsSpot: true);
    private static readonly ExchangeMarket Future = new(new Instrument { Symbol = "BTC/USDT:USDT" }, "BTC", "USDT", IsSpot: false);

    [Fact]
    public void A_fee_in_what_was_bought_makes_less_of_it_and_costs_the_same_money()
    {
        var fills = new Fills();
        var execution = fills.Take(Trade("buy", "0.01", "50000", "BTC", "0.00001"), Spot, "A1", _ => 0);
        Assert.Equal((0.00999m, 0.5m), (execution.Quantity, execution.Commission));
        Assert.Equal(0.01m * 50000, (execution.Quantity * execution.Price) + execution.Commission);
        Assert.Equal((0.01m, 0.00001m), fills.Of(["7", "8"]));
    }

    [Theory]
    [InlineData("sell", "USDT", "0.5", 0.5)]
    [InlineData("buy", "USDT", "-0.1", -0.1)]
    [InlineData("buy", "BNB", "0.001", 0.6)]
    [InlineData("sell", "BTC", "0.00001", 0.5)]
    public void Another_fee_is_a_commission_in_the_accounts_currency(string side, string currency, string cost, decimal expected)
    {
        var execution = new Fills().Take(Trade(side, "0.01", "50000", currency, cost), Spot, null, c => c == "BNB" ? 600 : 0);
        Assert.Equal((0.01m, expected), (execution.Quantity, execution.Commission));
    }

    [Fact]
    public void A_future_is_never_kept_back() =>
        Assert.Equal(0.01m, new Fills().Take(Trade("buy", "0.01", "50000", "BTC", "0.00001"), Future, null, _ => 0).Quantity);

    [Fact]
    public void A_trade_that_is_seen_twice_counts_once()
    {
        var fills = new Fills();
        var first = fills.Take(Trade("buy", "0.01", "50000", "USDT", "0.5"), Spot, null, _ => 0);
        Assert.Equal(first, fills.Take(Trade("buy", "0.01", "50000", "USDT", "0.5"), Spot, null, _ => 0));
        Assert.Equal((0.01m, 0m), fills.Of(["7", "8"]));
    }

    private static JsonElement Trade(string side, string amount, string price, string currency, string cost) =>
        JsonSerializer.Deserialize<JsonElement>(
        $$"""{ "id": "77", "order": "7", "symbol": "BTC/USDT", "side": "{{side}}", "amount": {{amount}}, "price": {{price}}, "timestamp": 1700000000000, "takerOrMaker": "taker", "fee": { "currency": "{{currency}}", "cost": {{cost}} }, "fees": [] }""");
}
