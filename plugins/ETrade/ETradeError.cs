using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using StrategyHost.Plugins;

namespace ETrade;

/// <summary>What E*TRADE says when it refuses, in the sdk's kinds. Its codes are documented in part only; what is not known goes by its
/// words.</summary>
internal static partial class ETradeError
{
    /// <summary>The refusal in an answer that is no success.</summary>
    /// <param name="status">The status of HTTP.</param>
    /// <param name="content">The answer's text; null for none.</param>
    /// <param name="mayTrade">Whether the request could have traded.</param>
    public static BrokerException Of(int status, string? content, bool mayTrade)
    {
        string text = TextOf(content, status);
        if (status == 429 || text.Contains("exceeded the rate limit", StringComparison.OrdinalIgnoreCase))
            return new BrokerException(BrokerError.RateLimited, "E*TRADE is asked too often.") { RetryAfter = TimeSpan.FromSeconds(1) };
        if (status >= 500)
            return new BrokerException(mayTrade ? BrokerError.OutcomeUnknown : BrokerError.Unavailable, $"E*TRADE failed: {text}.");
        return Of(CodeOf(content), text);
    }

    /// <summary>Whether a preview was too old, or not of the order as it is now: nothing was done, and a new one may be.</summary>
    public static bool IsStalePreview(BrokerException refusal) =>
        refusal is { Error: BrokerError.Unavailable, RetryAfter: { } wait } && wait == TimeSpan.Zero;

    /// <summary>The refusal in a message that came with an answer.</summary>
    public static BrokerException Of(int code, string text)
    {
        string said =
            code == 0 ? $"E*TRADE refused: {text}" : string.Create(CultureInfo.InvariantCulture, $"E*TRADE refused: {text} (code {code})");
        bool Has(string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);
        return code switch
        {
            101 or 900 or 1033 => new BrokerException(BrokerError.Unavailable, said) { RetryAfter = TimeSpan.Zero },
            1002 or 1019 or 10033 or 10034 or 10035 or 10043 => new BrokerException(BrokerError.UnknownInstrument, said),
            1037 or 3041 => new BrokerException(BrokerError.InsufficientFunds, said),
            5001 => new BrokerException(BrokerError.Invalid, said),
            1027 => new BrokerException(BrokerError.MarketClosed, said),
            _ when Has("client order id") || Has("clientOrderId") || Has("duplicate") =>
                new BrokerException(BrokerError.DuplicateClientId, said),
            _ when Has("buying power") || Has("sufficient") || Has("funds") => new BrokerException(BrokerError.InsufficientFunds, said),
            _ when Has("market is closed") || Has("market was closed") => new BrokerException(BrokerError.MarketClosed, said),
            _ when Has("does not belong") || Has("not permitted") || Has("not authorized") =>
                new BrokerException(BrokerError.NotPermitted, said),
            _ => new BrokerException(BrokerError.Invalid, said) { Field = Fields.FirstOrDefault(f => Has(f.Words)).Name },
        };
    }

    /// <summary>The words of an answer, whether it is JSON, XML, HTML or a form.</summary>
    public static string TextOf(string? content, int status)
    {
        if (string.IsNullOrWhiteSpace(content)) return string.Create(CultureInfo.InvariantCulture, $"it answered {status} without a word");
        if (content.TrimStart().StartsWith('{'))
        {
            try
            {
                var error = JsonDocument.Parse(content).RootElement.At("Error");
                if (error.Text("message") is { Length: > 0 } message) return message.TrimEnd('.');
            }
            catch (JsonException)
            {
                // Then its text as it is.
            }
        }

        if (Message().Match(content) is { Success: true } xml) return xml.Groups[1].Value.Trim().TrimEnd('.');
        string plain = Tags().Replace(content, " ").Trim();
        return plain.Length > 200 ? plain[..200] : plain.TrimEnd('.');
    }

    private static readonly (string Words, string Name)[] Fields = [("quantity", "quantity"), ("limit price", "limitPrice"),
        ("stop price", "stopPrice"), ("price type", "type"), ("order term", "timeInForce"), ("symbol", "symbol")];

    private static int CodeOf(string? content)
    {
        var match = Code().Match(content ?? "");
        return match.Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex("<message>(.*?)</message>", RegexOptions.Singleline)]
    private static partial Regex Message();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex("(?:\"code\"\\s*:\\s*|<code>)(\\d{1,9})")]
    private static partial Regex Code();
}
