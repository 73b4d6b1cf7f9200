using Ccxt;

namespace StrategyHost.Plugins.Tests.Ccxt;

public sealed class OrderMissesTests
{
    [Fact]
    public void An_order_that_is_not_shown_three_times_is_taken_for_put_away_and_others_are_not()
    {
        var misses = new OrderMisses();
        for (int i = 1; i <= OrderMisses.Most; i++)
        {
            Assert.False(misses.IsPutAway("a"));
            misses.Add("a");
        }

        Assert.Equal((3, true, false), (OrderMisses.Most, misses.IsPutAway("a"), misses.IsPutAway("b")));
    }
}
