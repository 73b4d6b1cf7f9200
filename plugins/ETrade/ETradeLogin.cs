using RestSharp;
using RestSharp.Authenticators;
using StrategyHost.Plugins;

namespace ETrade;

/// <summary>The life of tokens: a request token, a person's consent and its verifier, an access token, its end.</summary>
internal sealed class ETradeLogin : ILogin
{
    private (PluginSettings Settings, Endpoint Endpoint, string Token, string Secret)? begun;

    public async Task<Uri> BeginAsync(PluginSettings settings, CancellationToken cancellation)
    {
        var endpoint = Endpoint.Of(settings);
        var answer = await AskAsync(endpoint, "oauth/request_token",
            OAuth1Authenticator.ForRequestToken(Key(settings), Secret(settings), "oob"), cancellation);
        begun = (settings, endpoint, Part(answer, "oauth_token"), Part(answer, "oauth_token_secret"));
        return new Uri(endpoint.Page, $"?key={Uri.EscapeDataString(Key(settings))}&token={Uri.EscapeDataString(begun.Value.Token)}");
    }

    public async Task<IReadOnlyDictionary<string, string>> CompleteAsync(string code, CancellationToken cancellation)
    {
        var (settings, endpoint, token, secret) = begun ?? throw new InvalidOperationException("No login has been begun.");
        var answer = await AskAsync(endpoint, "oauth/access_token",
            OAuth1Authenticator.ForAccessToken(Key(settings), Secret(settings), token, secret, code), cancellation);
        return new Dictionary<string, string>
        {
            ["oauth-token"] = Part(answer, "oauth_token"),
            ["oauth-token-secret"] = Part(answer, "oauth_token_secret")
        };
    }

    public async Task RevokeAsync(PluginSettings settings, CancellationToken cancellation) =>
        await AskAsync(Endpoint.Of(settings), "oauth/revoke_access_token",
            OAuth1Authenticator.ForProtectedResource(Key(settings), Secret(settings), settings["oauth-token"] ?? "",
                settings["oauth-token-secret"] ?? ""), cancellation);

    private static string Key(PluginSettings settings) => settings["consumer-key"]!;

    private static string Secret(PluginSettings settings) => settings["consumer-secret"]!;

    private static async Task<string> AskAsync(Endpoint endpoint, string path, OAuth1Authenticator credentials,
        CancellationToken cancellation)
    {
        using var client = new RestClient(endpoint.Login);
        var answer = await client.ExecuteAsync(new RestRequest(path) { Authenticator = credentials }, cancellation);
        cancellation.ThrowIfCancellationRequested();
        if (answer.IsSuccessful) return answer.Content ?? "";
        if (answer.StatusCode == 0)
            throw new BrokerException(BrokerError.Unavailable,
                $"E*TRADE at {endpoint.Login} cannot be reached: {answer.ErrorException?.Message}", answer.ErrorException);
        throw new BrokerException(BrokerError.NotAuthenticated,
            $"E*TRADE refuses the login: {ETradeError.TextOf(answer.Content, (int)answer.StatusCode)}. Check the consumer key and its "
                + $"secret, which are others for live than for the sandbox; a code is good for 5 minutes, once.");
    }

    /// <summary>A value of an answer that is written as a form.</summary>
    private static string Part(string form, string name) =>
        form.Split('&').Select(p => p.Split('=', 2)).FirstOrDefault(p => p.Length == 2 && p[0] == name) is { } found
        ? Uri.UnescapeDataString(found[1])
        : throw new BrokerException(BrokerError.Unavailable, $"E*TRADE's answer to the login has no {name}.");
}
