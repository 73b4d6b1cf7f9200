using Ccxt;

namespace StrategyHost.Plugins.Tests.CcxtPlugin;

public sealed class CcxtErrorTests
{
    [Theory]
    [InlineData("InsufficientFunds ExchangeError BaseError", "no money", BrokerError.InsufficientFunds, BrokerError.InsufficientFunds)]
    [InlineData("AuthenticationError ExchangeError BaseError", "bad key", BrokerError.NotAuthenticated, BrokerError.NotAuthenticated)]
    [InlineData("PermissionDenied AuthenticationError ExchangeError BaseError", "no right", BrokerError.NotPermitted,
        BrokerError.NotPermitted)]
    [InlineData("BadSymbol BadRequest ExchangeError BaseError", "no market", BrokerError.UnknownInstrument, BrokerError.UnknownInstrument)]
    [InlineData("InvalidOrder ExchangeError BaseError", "Duplicate order sent.", BrokerError.DuplicateClientId,
        BrokerError.DuplicateClientId)]
    [InlineData("DuplicateOrderId InvalidOrder ExchangeError BaseError", "used", BrokerError.DuplicateClientId,
        BrokerError.DuplicateClientId)]
    [InlineData("InvalidOrder ExchangeError BaseError", "Filter failure: LOT_SIZE", BrokerError.Invalid, BrokerError.Invalid)]
    [InlineData("DDoSProtection NetworkError OperationFailed BaseError", "429", BrokerError.RateLimited, BrokerError.RateLimited)]
    [InlineData("InvalidNonce NetworkError OperationFailed BaseError", "-1021", BrokerError.Unavailable, BrokerError.Unavailable)]
    [InlineData("RequestTimeout NetworkError OperationFailed BaseError", "timed out", BrokerError.OutcomeUnknown, BrokerError.Unavailable)]
    [InlineData("NetworkError OperationFailed BaseError", "reset", BrokerError.OutcomeUnknown, BrokerError.Unavailable)]
    [InlineData("BadResponse OperationFailed BaseError", "<html>", BrokerError.OutcomeUnknown, BrokerError.Unavailable)]
    [InlineData("TypeError Error", "undefined is not a function", BrokerError.OutcomeUnknown, BrokerError.Unavailable)]
    [InlineData("", "gone", BrokerError.OutcomeUnknown, BrokerError.Unavailable)]
    public void An_error_is_of_its_kind_for_an_order_and_for_a_question(string classes, string message, BrokerError order,
        BrokerError question)
    {
        var failure = new SidecarException(classes.Split(' ', StringSplitOptions.RemoveEmptyEntries), message);
        Assert.Equal((order, question), (CcxtError.Of(failure, mayTrade: true).Error, CcxtError.Of(failure, mayTrade: false).Error));
    }

    [Fact]
    public void The_field_is_named_when_the_words_name_it() =>
        Assert.Equal("quantity", CcxtError.Of(new SidecarException(["InvalidOrder", "ExchangeError", "BaseError"],
            "Filter failure: LOT_SIZE"), mayTrade: true).Field);
}
