using StrategyHost.Scripting.Watching;

namespace StrategyHost.Scripting.Tests.Watching;

public sealed class FolderWatchesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("strategyhost-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task More_than_a_system_gives_watchers_are_told_of_one_folder()
    {
        var watches = new FolderWatches();
        using var told = new CountdownEvent(1_000);
        var subscriptions = Enumerable.Range(0, told.InitialCount).Select(_ =>
        {
            int isTold = 0;
            return watches.Watch(folder.FullName, () =>
            {
                if (Interlocked.Exchange(ref isTold, 1) == 0) told.Signal();
            });
        }).ToList();
        Assert.Equal(1, watches.Count);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "a.csx"), "Use(\"A\");", TestContext.Current.CancellationToken);
        Assert.True(told.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        foreach (var subscription in subscriptions) subscription.Dispose();
        Assert.Equal(0, watches.Count);
    }

    [Fact]
    public void One_that_has_left_is_told_nothing_and_the_others_go_on()
    {
        var watches = new FolderWatches();
        using var other = watches.Watch(folder.FullName, () => { });
        var left = watches.Watch(folder.FullName, () => { });
        left.Dispose();
        left.Dispose();
        Assert.Equal(1, watches.Count);
    }
}
