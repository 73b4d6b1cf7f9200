using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ETradeServer;

/// <summary>
/// Checks OAuth 1.0a as RFC 5849 has it: the signature of every request, its time, that its nonce is new, and how its token lives. Written
/// from the standard alone, so that it is no mirror of what it checks.
/// </summary>
public sealed class OAuthGate(string consumerKey, string consumerSecret, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private readonly Lock gate = new();
    private readonly HashSet<string> nonces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Secret, DateTimeOffset Made, string Verifier)> requests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> access = new(StringComparer.Ordinal) { ["tok/en+1="] = "ts/+=" };
    private bool isAsleep;
    private int made;

    /// <summary>Lets the access tokens sleep, as after two hours without a request.</summary>
    public void Sleep()
    {
        lock (gate) isAsleep = true;
    }

    /// <summary>Ends all access tokens, as at midnight.</summary>
    public void Expire()
    {
        lock (gate) access.Clear();
    }

    /// <summary>A new request token, as a form; null with the problem when the request is not right.</summary>
    public (string? Form, string Problem) RequestToken(HttpRequest request)
    {
        lock (gate)
        {
            var given = Parameters(request);
            if (Problem(request, given, "") is { } problem) return (null, problem);
            if (given.GetValueOrDefault("oauth_callback") != "oob") return (null, "callback_rejected,oauth_acceptable_callback=oob");
            string token = $"req/{++made}+=";
            requests[token] = ($"reqsecret+{made}", clock.GetUtcNow(), $"V{made}X25F");
            return (Form(token, requests[token].Secret) + "&oauth_callback_confirmed=true", "");
        }
    }

    /// <summary>What the page shows to a person who allows a request token: the verifier.</summary>
    public string? Allow(string token)
    {
        lock (gate) return requests.TryGetValue(token, out var request) ? request.Verifier : null;
    }

    /// <summary>A new access token, as a form.</summary>
    public (string? Form, string Problem) AccessToken(HttpRequest request)
    {
        lock (gate)
        {
            var given = Parameters(request);
            string token = given.GetValueOrDefault("oauth_token", "");
            if (!requests.TryGetValue(token, out var asked) || clock.GetUtcNow() - asked.Made > Window) return (null, "token_expired");
            if (Problem(request, given, asked.Secret) is { } problem) return (null, problem);
            if (given.GetValueOrDefault("oauth_verifier") != asked.Verifier) return (null, "verifier_invalid");
            requests.Remove(token);
            string fresh = $"acc/{++made}+=";
            access[fresh] = $"accsecret/{made}=";
            isAsleep = false;
            return (Form(fresh, access[fresh]), "");
        }
    }

    /// <summary>Why a request with an access token is refused; null when it is not.</summary>
    /// <param name="request">The request.</param>
    /// <param name="wakes">Whether it wakes tokens that sleep.</param>
    /// <param name="ends">Whether it ends its token.</param>
    public string? Refusal(HttpRequest request, bool wakes = false, bool ends = false)
    {
        lock (gate)
        {
            var given = Parameters(request);
            string token = given.GetValueOrDefault("oauth_token", "");
            if (!access.TryGetValue(token, out var secret)) return "token_rejected";
            if (Problem(request, given, secret) is { } problem) return problem;
            if (isAsleep && !wakes) return "token_expired";
            if (wakes) isAsleep = false;
            if (ends) access.Remove(token);
            return null;
        }
    }

    private static string Form(string token, string secret) =>
        $"oauth_token={Uri.EscapeDataString(token)}&oauth_token_secret={Uri.EscapeDataString(secret)}";

    private static Dictionary<string, string> Parameters(HttpRequest request)
    {
        string header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("OAuth ", StringComparison.Ordinal)) return [];
        return header[6..].Split(',').Select(p => p.Trim().Split('=', 2)).Where(p => p.Length == 2).ToDictionary(p => p[0],
            p => Uri.UnescapeDataString(p[1].Trim('"')));
    }

    private string? Problem(HttpRequest request, Dictionary<string, string> given, string tokenSecret)
    {
        if (given.GetValueOrDefault("oauth_consumer_key") != consumerKey) return "consumer_key_unknown";
        if (given.GetValueOrDefault("oauth_signature_method") != "HMAC-SHA1") return "signature_method_rejected";
        if (!long.TryParse(given.GetValueOrDefault("oauth_timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds))
            return "parameter_absent";
        if ((clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Window) return "timestamp_refused";
        if (Sign(request, given, tokenSecret) != given.GetValueOrDefault("oauth_signature")) return "signature_invalid";
        return nonces.Add($"{seconds} {given.GetValueOrDefault("oauth_nonce")}") ? null : "nonce_used";
    }

    private string Sign(HttpRequest request, Dictionary<string, string> given, string tokenSecret)
    {
        var all = given.Where(g => g.Key is not ("oauth_signature" or "realm")).Select(g => (Name: Encode(g.Key), Value: Encode(g.Value)))
            .Concat(request.Query.SelectMany(q => q.Value.Select(v => (Name: Encode(q.Key), Value: Encode(v ?? "")))))
            .OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Value, StringComparer.Ordinal);
        string address = $"{request.Scheme}://{request.Host}{request.PathBase}{request.Path}";
        string text = $"{request.Method}&{Encode(address)}&{Encode(string.Join('&', all.Select(p => $"{p.Name}={p.Value}")))}";
#pragma warning disable CA5350 // The standard asks for it.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.ASCII.GetBytes($"{Encode(consumerSecret)}&{Encode(tokenSecret)}"),
            Encoding.ASCII.GetBytes(text)));
#pragma warning restore CA5350
    }

    private static string Encode(string text) => Uri.EscapeDataString(text);
}
