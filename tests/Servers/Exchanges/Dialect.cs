using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PracticeBroker;

namespace ExchangeServers;

/// <summary>How one exchange speaks: its addresses, signatures, words and errors.</summary>
public abstract class Dialect(Hall hall)
{
    protected Hall Hall { get; } = hall;

    /// <summary>Answers what the exchange answers.</summary>
    public abstract void Map(WebApplication app);

    /// <summary>Whether a request could trade.</summary>
    public abstract bool MayTrade(HttpRequest request);

    /// <summary>Writes into an answer's headers what the client has used of what it may ask, as far as the exchange tells.</summary>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="used">How many requests there were in this minute.</param>
    /// <param name="isTooOften">Whether the request was refused for that.</param>
    public virtual void Count(IHeaderDictionary headers, int used, bool isTooOften)
    {
    }

    /// <summary>What is said to a client that asks too often.</summary>
    public abstract (int Status, JsonNode Answer) TooOften { get; }

    /// <summary>A message of authentication, as bytes.</summary>
    protected static byte[] Mac(string text) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(Hall.Secret), Encoding.UTF8.GetBytes(text));

    protected static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    /// <summary>Path and query as they were sent.</summary>
    protected static string Target(HttpRequest request) => request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget;

    protected static async Task<string> BodyAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
    }

    protected static IResult Json(JsonNode node, int status = 200) =>
        Results.Text(node.ToJsonString(), "application/json", statusCode: status);

    /// <summary>Opens a web socket, and talks.</summary>
    protected async Task TalkAsync(HttpContext context, bool isPrivate, Func<Talk, string, Task> heard, Action<Talk>? opened = null)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var talk = new Talk(socket, Hall, isPrivate);
        opened?.Invoke(talk);
        await talk.HearAsync(text => heard(talk, text));
    }

    /// <summary>The news of prices as a message for each quote.</summary>
    protected static IEnumerable<JsonNode> Quotes(MarketNews news, Func<QuoteRow, JsonNode> words) =>
        news.Quote is { } quote ? [words(quote)] : [];
}
