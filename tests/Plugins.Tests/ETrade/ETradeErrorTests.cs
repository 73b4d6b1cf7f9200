using ETrade;

namespace StrategyHost.Plugins.Tests.ETradePlugin;

public sealed class ETradeErrorTests
{
    [Theory]
    [InlineData(400, "{\"Error\":{\"code\":1033,\"message\":\"For your protection, we have timed out your original order request.\"}}",
        BrokerError.Unavailable)]
    [InlineData(400, "<Error><code>1037</code><message>We did not find enough available shares</message></Error>",
        BrokerError.InsufficientFunds)]
    [InlineData(400, "{\"Error\":{\"code\":5001,\"message\":\"It cannot be cancelled.\"}}", BrokerError.Invalid)]
    [InlineData(400, "{\"Error\":{\"code\":1019,\"message\":\"ZZZ is an invalid symbol.\"}}", BrokerError.UnknownInstrument)]
    [InlineData(400, "<html><body>Number of requests exceeded the rate limit set</body></html>", BrokerError.RateLimited)]
    [InlineData(400, "{\"Error\":{\"code\":100,\"message\":\"The clientOrderId was used.\"}}", BrokerError.DuplicateClientId)]
    [InlineData(404, "", BrokerError.Invalid)]
    public void A_refusal_is_of_its_kind(int status, string content, BrokerError expected) =>
        Assert.Equal(expected, ETradeError.Of(status, content, mayTrade: true).Error);

    [Fact]
    public void A_failure_leaves_an_order_unknown_and_a_question_to_be_asked_again()
    {
        const string Content =
            "{\"Error\":{\"code\":100,\"message\":\"The requested service is not currently available, please try after sometime\"}}";
        Assert.Equal(BrokerError.OutcomeUnknown, ETradeError.Of(500, Content, mayTrade: true).Error);
        Assert.Equal(BrokerError.Unavailable, ETradeError.Of(500, Content, mayTrade: false).Error);
    }

    [Fact]
    public void The_field_is_named() =>
        Assert.Equal("quantity",
            ETradeError.Of(400, "{\"Error\":{\"code\":100,\"message\":\"The quantity must be above zero.\"}}", mayTrade: true).Field);
}
