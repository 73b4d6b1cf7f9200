using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Risk;

public sealed class EndedDataTests
{
    private static BacktestResult Order(int bar, Action<ScriptedStrategy> act)
    {
        var ended = Bars.Of("Y", Resolution.Day, Bars.Monday, (5, 5, 5, 5), (5, 5, 5, 5));
        return new Scene(Bars.Flat(10, 10, 10, 10), ended).Run(s =>
        {
            int seen = 0;
            s.Use("Y");
            s.OnBar("X", _ =>
            {
                if (seen++ == bar) act(s);
            });
        });
    }

    [Theory]
    [InlineData(0, OrderStatus.Filled)]
    [InlineData(1, OrderStatus.Accepted)]
    [InlineData(2, OrderStatus.Denied)]
    public void An_order_is_refused_from_the_event_after_the_last_bar_on(int bar, OrderStatus status) =>
        Assert.Equal(status, Order(bar, s => s.Buy("Y", 1)).Orders[0].Status);

    [Fact]
    public void The_reason_says_when_the_data_end()
    {
        var denial = Order(2, s => s.Limit(Side.Buy, "Y", 1, 4)).Orders[0].Denial!;
        Assert.Equal((DenialCode.NoPrice, "the data of Y end at 2024-01-03 00:00Z, so that no bar could fill the order"),
            (denial.Code, denial.Message));
    }

    [Fact]
    public void Other_symbols_trade_on() => Assert.Single(Order(2, s => s.Buy("X", 1)).Fills);
}
