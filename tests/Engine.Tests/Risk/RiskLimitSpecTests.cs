using StrategyHost.Engine.Risk;

namespace StrategyHost.Engine.Tests.Risk;

public sealed class RiskLimitSpecTests
{
    [Fact]
    public void Every_limit_of_the_table_can_be_set()
    {
        var values = new Dictionary<string, string>
        {
            ["allowed-symbols"] = "A, B",
            ["max-order-quantity"] = "10.5",
            ["max-order-notional"] = "25%",
            ["max-position"] = "1000",
            ["max-position-value"] = "50000",
            ["max-gross-exposure"] = "150%",
            ["max-net-exposure"] = "100%",
            ["max-open-orders"] = "20",
            ["max-orders-per-minute"] = "60",
            ["max-trades-per-day"] = "50",
            ["max-daily-loss"] = "2%",
            ["max-drawdown"] = "20%",
            ["price-collar"] = "5%",
            ["initial-margin"] = "50%",
            ["maintenance-margin"] = "25%",
            ["settlement-days"] = "2",
            ["sell-next-day"] = "on",
            ["buying-power"] = "off",
            ["allow-short"] = "off",
            ["trading-hours"] = "on",
            ["stop-loss"] = "5%",
            ["take-profit"] = "10%",
            ["max-rejects-per-minute"] = "4",
            ["lock-after-losses"] = "3",
            ["lock-minutes"] = "30",
            ["on-breach"] = "flatten",
        };
        Assert.Equal(RiskLimitSpec.Table.Select(l => l.Name), values.Keys);
        var limits = values.Aggregate(new RiskLimits(), (l, v) => l.With(v.Key, v.Value));
        Assert.Equal(["A", "B"], limits.AllowedSymbols!.Order());
        Assert.Equal(10.5m, limits.MaxOrderQuantity);
        Assert.Equal(new RiskAmount(0.25m, IsRatio: true), limits.MaxOrderNotional);
        Assert.Equal(1000, limits.MaxPosition);
        Assert.Equal(new RiskAmount(50000, IsRatio: false), limits.MaxPositionValue);
        Assert.Equal(1.5m, limits.MaxGrossExposure!.Value.In(1));
        Assert.Equal(1m, limits.MaxNetExposure!.Value.In(1));
        Assert.Equal((20, 60, 50), (limits.MaxOpenOrders, limits.MaxOrdersPerMinute, limits.MaxTradesPerDay));
        Assert.Equal((0.2m, 0.05m), (limits.MaxDrawdown, limits.PriceCollar));
        Assert.Equal((false, false, true), (limits.BuyingPower, limits.AllowShort, limits.TradingHours));
        Assert.Equal((0.5m, 0.25m, 2, true), (limits.InitialMargin, limits.MaintenanceMargin, limits.SettlementDays, limits.SellNextDay));
        Assert.Equal((0.05m, 0.1m, 4, 3, 30),
            (limits.StopLoss, limits.TakeProfit, limits.MaxRejectsPerMinute, limits.LockAfterLosses, limits.LockMinutes));
        Assert.Equal(BreachAction.Flatten, limits.OnBreach);
    }

    [Theory]
    [InlineData("leverage", "2", "There is no risk limit 'leverage'")]
    [InlineData("max-drawdown", "0.2", "The risk limit max-drawdown cannot be '0.2': write 20%")]
    [InlineData("max-open-orders", "-1", "The risk limit max-open-orders cannot be '-1'")]
    [InlineData("max-position", "1e5", "The risk limit max-position cannot be '1e5'")]
    [InlineData("on-breach", "panic", "write reduce, halt or flatten")]
    [InlineData("allow-short", "yes", "write on or off")]
    public void A_limit_that_cannot_be_says_what_to_write(string name, string value, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => new RiskLimits().With(name, value)).Message,
            StringComparison.Ordinal);
}
