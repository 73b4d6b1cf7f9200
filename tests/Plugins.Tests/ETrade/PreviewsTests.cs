using ETrade;

namespace StrategyHost.Plugins.Tests.ETrade;

/// <summary>How often a change is previewed anew.</summary>
public sealed class PreviewsTests
{
    private int previews;

    private Task<BrokerOrder> Refused(int code)
    {
        previews++;
        throw ETradeError.Of(code, "It was refused.");
    }

    [Fact]
    public async Task A_change_whose_previews_are_all_stale_is_given_up_after_four_and_may_be_tried_later()
    {
        var thrown = await Assert.ThrowsAsync<BrokerException>(() => Previews.WhileStaleAsync(() => Refused(1033)));
        Assert.Equal((BrokerError.Unavailable, 4), (thrown.Error, previews));
    }

    [Fact]
    public async Task A_change_that_is_refused_for_another_reason_is_not_previewed_again()
    {
        await Assert.ThrowsAsync<BrokerException>(() => Previews.WhileStaleAsync(() => Refused(5001)));
        Assert.Equal(1, previews);
    }
}
