using StrategyHost.Engine.Runs;
using StrategyHost.Plugins;

namespace StrategyHost.Engine.Tests.Risk;

/// <summary>A broker that sells nothing short, and one whose orders turn no position over.</summary>
public sealed class BrokerPositionsTests
{
    private static readonly TradingCapabilities Spot = BrokerRuleScene.Broker with { SellsShort = false };
    private static readonly TradingCapabilities OneWay = BrokerRuleScene.Broker with { TurnsPositions = false };

    private static IEnumerable<(OrderStatus, decimal)> Orders(BacktestResult result) => result.Orders.Select(o => (o.Status, o.Quantity));

    [Fact]
    public void What_is_not_owned_is_not_sold()
    {
        Assert.Equal("Unsupported: the position is 0, and the broker sells nothing that is not owned",
            BrokerRuleScene.Reason(Spot, s => s.Sell("X", 1)));
        Assert.Null(BrokerRuleScene.Reason(BrokerRuleScene.Broker, s => s.Sell("X", 1)));
    }

    [Fact]
    public void What_is_owned_is_sold_whatever_other_orders_could_do()
    {
        var result =
            BrokerRuleScene.Backtest(Spot, (0, s => s.Buy("X", 5)), (2, s => s.Limit(Side.Sell, "X", 5, 200)), (2, s => s.Sell("X", 5)));
        Assert.DoesNotContain(result.Orders, o => o.Status == OrderStatus.Denied);
    }

    [Fact]
    public void Of_a_sale_of_more_than_is_owned_the_part_that_is_owned_passes() => Assert.Equal(
        [(OrderStatus.Filled, 5), (OrderStatus.Filled, 5), (OrderStatus.Denied, 3)],
        Orders(BrokerRuleScene.Backtest(Spot, (0, s => s.Buy("X", 5)), (2, s => s.Sell("X", 8)))));

    [Fact]
    public void Exits_that_wait_for_their_entry_are_no_short_sales()
    {
        var result = BrokerRuleScene.Backtest(
            Spot, (0, s => s.Then(s.Buy("X", 5),
                new OrderRequest { Symbol = "X", Side = Side.Sell, Quantity = 5, Type = OrderType.Limit, LimitPrice = 90 })));
        Assert.Equal([(OrderStatus.Filled, 5), (OrderStatus.Filled, 5)], Orders(result));
    }

    [Fact]
    public void An_order_that_would_turn_a_position_over_closes_it_and_no_more()
    {
        var result = BrokerRuleScene.Backtest(OneWay, (0, s => s.Buy("X", 5)), (2, s => s.Sell("X", 8)));
        Assert.Equal([(OrderStatus.Filled, 5), (OrderStatus.Filled, 5), (OrderStatus.Denied, 3)], Orders(result));
        Assert.Equal("the position is 5, and the broker takes no order that turns it over: close it first",
            result.Orders[^1].Denial!.Message);
    }

    [Fact]
    public void A_short_position_is_not_turned_over_either()
    {
        var result = BrokerRuleScene.Backtest(OneWay, (0, s => s.Sell("X", 5)), (2, s => s.Buy("X", 8)));
        Assert.Equal([(OrderStatus.Filled, 5), (OrderStatus.Filled, 5), (OrderStatus.Denied, 3)], Orders(result));
    }
}
