using StrategyHost.Engine.Runs.Live;
using StrategyHost.Live.Feeds;

namespace StrategyHost.Live.Tests.Feeds;

/// <summary>Takes all that a source has, to its end.</summary>
internal static class Drain
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static List<LiveEvent> ToEnd(ILiveSource source)
    {
        var arrived = new SemaphoreSlim(0);
        source.Arrived = () => arrived.Release();
        var all = new List<LiveEvent>();
        while (!source.IsOver)
        {
            var taken = source.Take(100);
            all.AddRange(taken);
            if (taken.Count == 0 && !source.IsOver)
                Assert.True(arrived.Wait(Patience, TestContext.Current.CancellationToken), "nothing came for a long time");
        }

        return all;
    }
}
