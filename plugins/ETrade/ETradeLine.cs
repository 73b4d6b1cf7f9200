using System.Globalization;
using System.Text.Json;
using RestSharp;
using RestSharp.Authenticators;
using StrategyHost.Plugins;

namespace ETrade;

/// <summary>
/// Signed requests at E*TRADE's pace. A token that has slept is woken once; whatever goes wrong becomes an error of the sdk's kinds.
/// </summary>
internal sealed class ETradeLine : IDisposable
{
    private readonly PluginSettings settings;
    private readonly Endpoint endpoint;
    private readonly RestClient api;
    private readonly RestClient login;
    private readonly Dictionary<RequestKind, Pace> paces;
    private readonly SemaphoreSlim renewing = new(1);
    private long requests;
    private long renewedAt;

    public ETradeLine(PluginSettings settings, double perSecond, TimeProvider clock)
    {
        this.settings = settings;
        endpoint = Endpoint.Of(settings);
        api = new RestClient(endpoint.Api);
        login = new RestClient(endpoint.Login);
        var orders = new Pace(perSecond, clock);
        paces = new Dictionary<RequestKind, Pace>
        {
            [RequestKind.Account] = new(perSecond, clock),
            [RequestKind.Order] = orders,
            [RequestKind.Cancel] = orders,
            [RequestKind.Market] = new(2 * perSecond, clock),
        };
    }

    public void Dispose()
    {
        api.Dispose();
        login.Dispose();
        renewing.Dispose();
    }

    /// <summary>Asks for something.</summary>
    /// <returns>The answer; undefined where there is nothing to tell.</returns>
    public Task<JsonElement> GetAsync(RequestKind kind, string path, CancellationToken cancellation,
        params (string Name, string Value)[] query) =>
        RunAsync(kind, Method.Get, path, null, mayTrade: false, query, cancellation);

    /// <summary>Asks what would come of something.</summary>
    public Task<JsonElement> PreviewAsync(Method method, string path, string body, CancellationToken cancellation) =>
        RunAsync(RequestKind.Order, method, path, body, mayTrade: false, [], cancellation);

    /// <summary>Does something that could trade.</summary>
    public Task<JsonElement> DoAsync(Method method, string path, string body, CancellationToken cancellation) =>
        RunAsync(RequestKind.Order, method, path, body, mayTrade: true, [], cancellation);

    /// <summary>Ends an order.</summary>
    public Task<JsonElement> CancelAsync(string path, string body, CancellationToken cancellation) =>
        RunAsync(RequestKind.Cancel, Method.Put, path, body, mayTrade: true, [], cancellation);

    private async Task<JsonElement> RunAsync(RequestKind kind, Method method, string path, string? body, bool mayTrade,
        (string Name, string Value)[] query, CancellationToken cancellation)
    {
        long number = Interlocked.Increment(ref requests);
        var answer = await SendAsync(kind, method, path, body, query, cancellation);
        if ((int)answer.StatusCode == 401)
        {
            // A refusal is no doubt: nothing has been done, whatever the request was for.
            await RenewAsync(number, cancellation);
            answer = await SendAsync(kind, method, path, body, query, cancellation);
            if ((int)answer.StatusCode == 401) throw LoggedOut(answer);
        }

        return Read(answer, mayTrade, cancellation);
    }

    private async Task<RestResponse> SendAsync(RequestKind kind, Method method, string path, string? body,
        (string Name, string Value)[] query, CancellationToken cancellation)
    {
        await paces[kind].WaitAsync(kind == RequestKind.Cancel ? Pace.CancelPatience : Pace.Patience, cancellation);
        var request = new RestRequest(path, method) { Authenticator = Credentials() };
        foreach (var (name, value) in query) request.AddQueryParameter(name, value);
        if (body is not null) request.AddStringBody(body, ContentType.Json);
        return await api.ExecuteAsync(request, cancellation);
    }

    private JsonElement Read(RestResponse answer, bool mayTrade, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (answer.StatusCode == 0)
        {
            bool isNothingSent = answer.ErrorException is HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError
                or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
            };
            string said = isNothingSent ? $"E*TRADE at {endpoint.Api} cannot be reached" : "E*TRADE broke off";
            throw new BrokerException(mayTrade && !isNothingSent ? BrokerError.OutcomeUnknown : BrokerError.Unavailable,
                $"{said}: {answer.ErrorException?.InnerException?.Message ?? answer.ErrorException?.Message}", answer.ErrorException);
        }

        if (!answer.IsSuccessful) throw ETradeError.Of((int)answer.StatusCode, answer.Content, mayTrade);
        if (string.IsNullOrWhiteSpace(answer.Content)) return default;
        try
        {
            using var document = JsonDocument.Parse(answer.Content);
            return document.RootElement.Clone();
        }
        catch (JsonException failure)
        {
            throw new BrokerException(mayTrade ? BrokerError.OutcomeUnknown : BrokerError.Unavailable, "E*TRADE's answer is no JSON.",
                failure);
        }
    }

    /// <summary>Wakes a token that nothing was asked with for two hours. One request does it for all that wait.</summary>
    private async Task RenewAsync(long refused, CancellationToken cancellation)
    {
        await renewing.WaitAsync(cancellation);
        try
        {
            if (renewedAt > refused) return;
            var answer =
                await login.ExecuteAsync(new RestRequest("oauth/renew_access_token") { Authenticator = Credentials() }, cancellation);
            cancellation.ThrowIfCancellationRequested();
            if (answer.StatusCode == 0)
                throw new BrokerException(BrokerError.Unavailable,
                    $"E*TRADE at {endpoint.Login} cannot be reached: {answer.ErrorException?.Message}", answer.ErrorException);
            if (!answer.IsSuccessful) throw LoggedOut(answer);
            renewedAt = Interlocked.Increment(ref requests);
        }
        finally
        {
            renewing.Release();
        }
    }

    private static BrokerException LoggedOut(RestResponse answer) => new(
        BrokerError.NotAuthenticated,
        string.Create(CultureInfo.InvariantCulture,
            $"E*TRADE does not take the access token any more ({ETradeError.TextOf(answer.Content, (int)answer.StatusCode)}): it ends "
                + $"every midnight in New York. Log in again with 'strategyhost secrets login etrade'; a running host goes on with the "
                + $"new token."));

    /// <summary>The credentials of now: a login while the host runs has changed them.</summary>
    private OAuth1Authenticator Credentials() =>
        OAuth1Authenticator.ForProtectedResource(settings["consumer-key"]!, settings["consumer-secret"]!, settings["oauth-token"] ?? "",
            settings["oauth-token-secret"] ?? "");
}
