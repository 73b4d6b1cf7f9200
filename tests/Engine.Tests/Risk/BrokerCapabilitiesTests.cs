using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Risk;

/// <summary>Each term that a broker does not declare is refused in a backtest for the reason for which it is refused live.</summary>
public sealed class BrokerCapabilitiesTests
{
    private static void Refuses(string? reason, string message) => Assert.Equal($"Unsupported: {message}", reason);

    [Fact]
    public void What_the_broker_declares_passes()
    {
        Assert.Null(BrokerRuleScene.Reason(BrokerRuleScene.Broker, s => s.Buy("X", 1)));
        Assert.Null(BrokerRuleScene.Reason(BrokerRuleScene.Broker, s => s.Limit(Side.Buy, "X", 0.5, 90, TimeInForce.Day)));
    }

    [Fact]
    public void An_order_type_that_it_does_not_take_is_refused_with_those_that_it_takes() =>
        Refuses(BrokerRuleScene.Reason(BrokerRuleScene.Broker, s => s.Stop(Side.Buy, "X", 1, 110)),
            "the broker takes no Stop orders, it takes Market, Limit");

    [Fact]
    public void A_time_in_force_that_it_does_not_take_is_refused_with_those_that_it_takes() =>
        Refuses(
            BrokerRuleScene.Reason(BrokerRuleScene.Broker, s => s.Limit(Side.Buy, "X", 1, 90, TimeInForce.Bars(3))),
            "the broker takes no orders that are Bars, it takes Day, GoodTillCancelled");

    [Fact]
    public void A_post_only_order_needs_a_broker_that_takes_such()
    {
        static void Post(ScriptedStrategy s) =>
            s.Submit(new OrderRequest
            {
                Symbol = "X",
                Side = Side.Buy,
                Quantity = 1,
                Type = OrderType.Limit,
                LimitPrice = 90,
                PostOnly = true
            });
        Refuses(BrokerRuleScene.Reason(BrokerRuleScene.Broker, Post), "the broker takes no post-only orders");
        Assert.Null(BrokerRuleScene.Reason(BrokerRuleScene.Broker with { TakesPostOnly = true }, Post));
    }

    [Fact]
    public void A_part_of_a_unit_is_refused_where_whole_ones_are_taken_and_so_is_a_change_to_one()
    {
        var whole = BrokerRuleScene.Broker with { WholeUnits = true };
        Refuses(BrokerRuleScene.Reason(whole, s => s.Buy("X", 0.5)), "the quantity is 0.5, and the broker takes whole units only");
        Assert.Null(BrokerRuleScene.Reason(whole, s => s.Buy("X", 5)));
        OrderResponse? answer = null;
        BrokerRuleScene.Backtest(whole, (0, s => s.Limit(Side.Buy, "X", 2, 90)),
            (1, s => answer = s.Replace(s.Orders.First(), quantity: 1.5)));
        Assert.Contains("the broker takes whole units only", answer!.Value.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_that_fills_at_once_or_never_needs_a_limit_where_the_broker_says_so()
    {
        var broker = BrokerRuleScene.Broker with
        {
            TimesInForce = [TimeInForceKind.GoodTillCancelled, TimeInForceKind.ImmediateOrCancel, TimeInForceKind.FillOrKill],
            ImmediateNeedsLimit = true
        };
        static void AtMarket(ScriptedStrategy s) =>
            s.Submit(new OrderRequest { Symbol = "X", Side = Side.Buy, Quantity = 1, TimeInForce = TimeInForce.FillOrKill });
        Refuses(BrokerRuleScene.Reason(broker, AtMarket), "the broker takes orders that are FillOrKill with a limit only");
        Assert.Null(BrokerRuleScene.Reason(broker with { ImmediateNeedsLimit = false }, AtMarket));
        Assert.Null(BrokerRuleScene.Reason(broker, s => s.Limit(Side.Buy, "X", 1, 101, TimeInForce.ImmediateOrCancel)));
        Assert.Null(BrokerRuleScene.Reason(broker, s => s.Buy("X", 1)));
    }

    [Fact]
    public void Of_a_bracket_whose_stop_the_broker_does_not_take_nothing_trades()
    {
        var result = BrokerRuleScene.Backtest(BrokerRuleScene.Broker, (0, s => s.Bracket(Side.Buy, "X", 1, 90, 120)));
        Assert.All(result.Orders, o => Assert.Equal((OrderStatus.Denied, DenialCode.Unsupported), (o.Status, o.Denial!.Code)));
        Assert.Empty(result.Fills);
    }
}
