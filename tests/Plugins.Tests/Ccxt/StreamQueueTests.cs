using System.Text.Json;
using Ccxt;

namespace StrategyHost.Plugins.Tests.Ccxt;

public sealed class StreamQueueTests
{
    [Fact]
    public async Task One_message_more_than_may_wait_ends_the_stream_after_those_that_wait()
    {
        var queue = new StreamQueue();
        for (int i = 0; i <= StreamQueue.MostWaiting; i++) queue.Add(JsonSerializer.SerializeToElement(i));
        queue.Add(JsonSerializer.SerializeToElement(-1));
        int taken = 0;
        var ended = await Assert.ThrowsAsync<SidecarException>(async () =>
        {
            await foreach (var message in queue.ReadAllAsync(TestContext.Current.CancellationToken))
                Assert.Equal(taken++, message.GetInt32());
        });
        Assert.Equal(StreamQueue.MostWaiting, taken);
        Assert.Contains("does not keep up", ended.Message, StringComparison.Ordinal);
    }
}
