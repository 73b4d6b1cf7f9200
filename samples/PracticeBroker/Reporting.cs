using System.Net.WebSockets;
using System.Text.Json;

namespace PracticeBroker;

/// <summary>Tells a client what happens, over a web socket.</summary>
public static class Reporting
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>Tells until the client goes, is too slow, or a fault ends it.</summary>
    public static async Task RunAsync(WebSocket socket, Exchange exchange, Faults faults, IReadOnlyList<string> symbols,
        JsonSerializerOptions json, CancellationToken cancellation)
    {
        var listener = exchange.Listen(symbols);
        try
        {
            await SendAsync(socket, new MarketNews("subscribed"), json, cancellation);
            MarketNews? kept = null;
            while (socket.State == WebSocketState.Open)
            {
                if (faults.Take("drop-stream")) return;
                if (faults.Take("mute-stream")) await Task.Delay(Timeout.Infinite, cancellation);
                var next = await NextAsync(listener, cancellation);
                if (next is null && listener.IsOver) return;
                if (next is null)
                {
                    if (kept is not null) await SendAsync(socket, kept, json, cancellation);
                    kept = null;
                    await SendAsync(socket, new MarketNews("beat"), json, cancellation);
                    continue;
                }

                if (kept is null && faults.Take("swap"))
                {
                    kept = next;
                    continue;
                }

                await SendAsync(socket, next, json, cancellation);
                if (faults.Take("twice")) await SendAsync(socket, next, json, cancellation);
                if (kept is not null) await SendAsync(socket, kept, json, cancellation);
                kept = null;
            }
        }
        finally
        {
            exchange.Leave(listener);
            socket.Abort();
        }
    }

    private static async Task<MarketNews?> NextAsync(Listener listener, CancellationToken cancellation)
    {
        if (listener.TryTake(out var ready)) return ready;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Beat);
        try
        {
            return await listener.WaitAsync(patience.Token) && listener.TryTake(out var next) ? next : null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private static Task SendAsync(WebSocket socket, MarketNews message, JsonSerializerOptions json, CancellationToken cancellation) =>
        socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message, json), WebSocketMessageType.Text, endOfMessage: true, cancellation);
}
