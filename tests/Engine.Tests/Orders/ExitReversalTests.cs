using StrategyHost.Engine.Tests.Scenes;

namespace StrategyHost.Engine.Tests.Orders;

/// <summary>An exit that finds its position closed and opens one on the other side is said once.</summary>
public sealed class ExitReversalTests
{
    private static string[] Said(params (int Bar, Action<ScriptedStrategy> Act)[] acts)
    {
        var scene = new Scene(Bars.Daily((100, 100, 100, 100), (100, 100, 100, 100), (100, 120, 80, 100), (100, 120, 80, 100),
            (100, 100, 100, 100)));
        scene.OnBars(acts);
        return [.. scene.Lines.Where(l => l.Contains("opened one on the other side", StringComparison.Ordinal))];
    }

    [Fact]
    public void Two_exits_of_a_long_position_that_one_bar_fills_are_said() => Assert.Contains("Order 3 X", Assert.Single(Said(
        (0, s => s.Buy("X", 10)),
        (1, s => s.Stop(Side.Sell, "X", 10, 90)),
        (1, s => s.Limit(Side.Sell, "X", 10, 110)))), StringComparison.Ordinal);

    [Fact]
    public void Two_exits_of_a_short_position_are_said_too() => Assert.Single(Said(
        (0, s => s.Sell("X", 10)),
        (1, s => s.Stop(Side.Buy, "X", 10, 110)),
        (1, s => s.Limit(Side.Buy, "X", 10, 90))));

    [Fact]
    public void Many_are_said_once() => Assert.Single(Said(
        (0, s => s.Buy("X", 10)),
        (1, s => s.Stop(Side.Sell, "X", 10, 90)),
        (1, s => s.Limit(Side.Sell, "X", 10, 110)),
        (1, s => s.Limit(Side.Sell, "X", 10, 115))));

    [Fact]
    public void Linked_exits_and_meant_reversals_are_not() => Assert.Empty(Said(
        (0, s => s.Buy("X", 10)),
        (1, s => s.Oco(s.Stop(Side.Sell, "X", 10, 90), s.Limit(Side.Sell, "X", 10, 110))),
        (3, s => s.Buy("X", 5)),
        (3, s => s.Sell("X", 20))));
}
