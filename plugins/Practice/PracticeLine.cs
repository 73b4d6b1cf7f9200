using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using StrategyHost.Plugins;

namespace Practice;

/// <summary>Requests and streams of the practice broker; whatever goes wrong becomes an error of the sdk's kinds.</summary>
internal sealed class PracticeLine : IDisposable
{
    /// <summary>The broker says every second that it is alive: one that is silent for so long is not there any more.</summary>
    internal static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(4);
    private const int LongestMessage = 16 * 1024;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private readonly HttpClient client;
    private readonly Uri url;
    private readonly string key;
    private readonly TimeProvider clock;

    public PracticeLine(Uri url, string key, TimeProvider clock)
    {
        this.clock = clock;
        this.url = url;
        this.key = key;
        client = new HttpClient { BaseAddress = url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public void Dispose() => client.Dispose();

    /// <summary>Asks for something; an answer of 404 is null.</summary>
    public Task<T?> GetAsync<T>(string path, CancellationToken cancellation)
        where T : class => SendAsync<T>(HttpMethod.Get, path, null, cancellation);

    /// <summary>Asks for something to be done.</summary>
    public async Task<T> DoAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellation)
        where T : class =>
            await SendAsync<T>(method, path, body, cancellation)
                ?? throw new BrokerException(BrokerError.Invalid, $"The practice broker does not know {path}.");

    /// <summary>The messages of a stream, until the caller cancels. None is kept here: while the caller does not ask for the next, the
    /// broker waits, and ends a stream that has too many.</summary>
    /// <exception cref="BrokerException">It broke, or says nothing more.</exception>
    public async IAsyncEnumerable<JsonElement> StreamAsync(IReadOnlyList<string> symbols,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
        var address = new UriBuilder(url)
        {
            Scheme = url.Scheme == "https" ? "wss" : "ws",
            Path = "stream",
            Query = $"symbols={Uri.EscapeDataString(string.Join(',', symbols))}"
        }.Uri;
        await Guarded(async () => await socket.ConnectAsync(address, cancellation), cancellation);
        var buffer = new byte[LongestMessage];
        while (true)
        {
            int length = 0;
            await Guarded(async () => length = await ReceiveAsync(socket, buffer, clock, cancellation), cancellation);
            yield return JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, length), Json);
        }
    }

    /// <summary>Reads a part of a message.</summary>
    public static T Read<T>(JsonElement message, string name) => message.GetProperty(name).Deserialize<T>(Json)!;

    /// <summary>Receives a message whole.</summary>
    /// <returns>Its length.</returns>
    internal static async Task<int> ReceiveAsync(WebSocket socket, byte[] buffer, TimeProvider clock, CancellationToken cancellation)
    {
        using var silence = new CancellationTokenSource(LongestSilence, clock);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation, silence.Token);
        int length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), patience.Token);
            if (part.MessageType == WebSocketMessageType.Close) throw new WebSocketException("the broker closed the stream");
            length += part.Count;
            if (part.EndOfMessage) return length;
            if (length == buffer.Length) throw new WebSocketException("the broker sent a message that is too long");
        }
    }

    private static async Task Guarded(Func<Task> work, CancellationToken cancellation)
    {
        try
        {
            await work();
        }
        catch (Exception failure) when (failure is WebSocketException or IOException
            || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new BrokerException(BrokerError.Unavailable,
                failure is OperationCanceledException
                    ? "The practice broker says nothing any more." : $"The stream of the practice broker is broken: {failure.Message}",
                    failure);
        }
    }

    private async Task<T?> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellation)
        where T : class
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : JsonContent.Create(body, options: Json)
        };
        HttpResponseMessage? answer = null;
        try
        {
            answer = await client.SendAsync(request, cancellation);
            if (answer.StatusCode == HttpStatusCode.NotFound) return null;
            if (!answer.IsSuccessStatusCode) throw await ErrorOf(method, answer, cancellation);
            return await answer.Content.ReadFromJsonAsync<T>(Json, cancellation);
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError is HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            // Nothing was sent. What is wrong with a certificate stands in the exception inside.
            throw new BrokerException(BrokerError.Unavailable,
                $"The practice broker at {url} cannot be reached: {failure.InnerException?.Message ?? failure.Message}", failure);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException)
        {
            throw new BrokerException(Broken(method), $"The practice broker broke off: {failure.Message}", failure);
        }
        finally
        {
            answer?.Dispose();
        }
    }

    /// <summary>A request that was sent and had no answer: what only asks can be asked again, of what could trade nobody knows.</summary>
    private static BrokerError Broken(HttpMethod method) => method == HttpMethod.Get ? BrokerError.Unavailable : BrokerError.OutcomeUnknown;

    private static async Task<BrokerException> ErrorOf(HttpMethod method, HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            return new BrokerException(BrokerError.RateLimited, "The practice broker is asked too often.")
            {
                RetryAfter = answer.Headers.RetryAfter?.Delta
            };
        if ((int)answer.StatusCode >= 500)
            return new BrokerException(Broken(method), $"The practice broker failed: {(int)answer.StatusCode}.");
        var problem = await answer.Content.ReadFromJsonAsync<Problem>(Json, cancellation);
        return new BrokerException(problem?.Error ?? BrokerError.Invalid,
            problem?.Message ?? $"The practice broker refused: {(int)answer.StatusCode}.")
        {
            Field = problem?.Field
        };
    }

    private sealed record Problem(BrokerError Error, string Message, string? Field);
}
