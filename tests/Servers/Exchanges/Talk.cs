using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using PracticeBroker;

namespace ExchangeServers;

/// <summary>A web socket with one client: hears what it wants, and tells what happens.</summary>
public sealed class Talk(WebSocket socket, Hall hall, bool isPrivate) : IDisposable
{
    private readonly SemaphoreSlim writing = new(1);
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> work = [];

    public void Dispose()
    {
        writing.Dispose();
        stop.Dispose();
    }

    /// <summary>Sends a message.</summary>
    public Task SendAsync(JsonNode message) => SendAsync(message.ToJsonString());

    /// <summary>Sends a word.</summary>
    public async Task SendAsync(string text)
    {
        await writing.WaitAsync();
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, stop.Token);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>Tells the client what happens, in the words of the dialect.</summary>
    /// <param name="symbols">Whose prices it hears of.</param>
    /// <param name="words">The messages for a piece of news.</param>
    public void Follow(IReadOnlyList<string> symbols, Func<MarketNews, IEnumerable<JsonNode>> words)
    {
        var news = hall.Exchange.Listen(symbols);
        work.Add(TellAsync(news, words));
    }

    /// <summary>Hears the client until it goes.</summary>
    public async Task HearAsync(Func<string, Task> heard)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (socket.State == WebSocketState.Open)
            {
                var part = await socket.ReceiveAsync(buffer, stop.Token);
                if (part.MessageType == WebSocketMessageType.Close) break;
                await heard(Encoding.UTF8.GetString(buffer, 0, part.Count));
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
        {
            // The client has gone, or a fault ends the talk.
        }

        await stop.CancelAsync();
        await Task.WhenAll(work);
        socket.Abort();
    }

    private async Task TellAsync(Listener news, Func<MarketNews, IEnumerable<JsonNode>> words)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            while (await beat.WaitForNextTickAsync(stop.Token))
            {
                if (isPrivate && hall.Faults.Take("drop-stream"))
                {
                    socket.Abort();
                    await stop.CancelAsync();
                    return;
                }

                while (news.TryTake(out var piece))
                {
                    foreach (var message in words(piece)) await SendAsync(message);
                }

                if (!news.IsOver) continue;
                socket.Abort(); // The client was too slow.
                await stop.CancelAsync();
                return;
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The client has gone.
        }
        finally
        {
            hall.Exchange.Leave(news);
        }
    }
}
