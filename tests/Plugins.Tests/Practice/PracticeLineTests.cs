using System.Net.WebSockets;
using Microsoft.Extensions.Time.Testing;
using Practice;

namespace StrategyHost.Plugins.Tests.Practice;

/// <summary>How long a stream may be silent.</summary>
public sealed class PracticeLineTests
{
    [Fact]
    public async Task A_stream_that_says_nothing_for_four_seconds_is_given_up()
    {
        var time = new FakeTimeProvider();
        using var socket = new SilentSocket();
        var message = PracticeLine.ReceiveAsync(socket, new byte[16], time, TestContext.Current.CancellationToken);
        time.Advance(PracticeLine.LongestSilence - TimeSpan.FromMilliseconds(1));
        Assert.False(message.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => message);
    }

    private sealed class SilentSocket : WebSocket
    {
        public override WebSocketCloseStatus? CloseStatus => null;

        public override string? CloseStatusDescription => null;

        public override WebSocketState State => WebSocketState.Open;

        public override string? SubProtocol => null;

        public override void Abort()
        {
        }

        public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
            Task.CompletedTask;

        public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription,
            CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Dispose()
        {
        }

        public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new WebSocketException();
        }

        public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage,
            CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
