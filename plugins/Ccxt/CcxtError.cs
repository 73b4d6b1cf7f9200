using StrategyHost.Plugins;

namespace Ccxt;

/// <summary>ccxt's errors in the sdk's kinds.</summary>
internal static class CcxtError
{
    private static readonly string[] Duplicates = ["Duplicate order sent", "duplicate", "51016", "110072"];

    /// <summary>An error of the sdk's.</summary>
    /// <param name="failure">ccxt's.</param>
    /// <param name="mayTrade">Whether the request could have traded.</param>
    public static BrokerException Of(SidecarException failure, bool mayTrade)
    {
        var error = KindOf(failure, mayTrade);
        return new BrokerException(error, Sentence(failure, error), failure)
        {
            RetryAfter = error == BrokerError.RateLimited ? failure.RetryAfter ?? TimeSpan.FromSeconds(1) : null,
            Field = error == BrokerError.Invalid ? FieldOf(failure.Message) : null,
        };
    }

    private static BrokerError KindOf(SidecarException failure, bool mayTrade)
    {
        var unsure = mayTrade ? BrokerError.OutcomeUnknown : BrokerError.Unavailable;
        if (failure.IsGone) return unsure;
        if (failure.Is("DuplicateOrderId") || (failure.Is("ExchangeError")
            && Duplicates.Any(d => failure.Message.Contains(d, StringComparison.OrdinalIgnoreCase)))) return BrokerError.DuplicateClientId;
        if (failure.Is("PermissionDenied") || failure.Is("AccountSuspended") || failure.Is("NotSupported")
            || failure.Is("RestrictedLocation")) return BrokerError.NotPermitted;
        if (failure.Is("AuthenticationError")) return BrokerError.NotAuthenticated;
        if (failure.Is("BadSymbol")) return BrokerError.UnknownInstrument;
        if (failure.Is("MarketClosed")) return BrokerError.MarketClosed;
        if (failure.Is("InsufficientFunds")) return BrokerError.InsufficientFunds;
        if (failure.Is("RateLimitExceeded") || failure.Is("DDoSProtection")) return BrokerError.RateLimited;

        // The exchange has looked at the time of the request, and has not done it.
        if (failure.Is("InvalidNonce")) return BrokerError.Unavailable;
        if (failure.Is("OperationFailed")) return unsure;
        return failure.Is("ExchangeError") ? BrokerError.Invalid : unsure;
    }

    private static string Sentence(SidecarException failure, BrokerError error) => error switch
    {
        BrokerError.NotAuthenticated =>
            $"The exchange does not take the key: {Words(failure)}. Check api-key, api-secret and api-password; a key of the test "
                + $"network is another than that of the real one.",
        BrokerError.Unavailable when failure.Is("InvalidNonce") => $"The exchange finds this machine's clock wrong: {Words(failure)}",
        _ => Words(failure),
    };

    private static string Words(SidecarException failure) => failure.Message.TrimEnd('.');

    private static string? FieldOf(string message)
    {
        bool Has(params string[] words) => words.Any(w => message.Contains(w, StringComparison.OrdinalIgnoreCase));
        return Has("amount", "quantity", "LOT_SIZE", "qty", "\"sz\"", "NOTIONAL")
            ? "quantity" : Has("trigger", "stop") ? "stopPrice" : Has("price", "PRICE_FILTER") ? "limitPrice" : null;
    }
}
