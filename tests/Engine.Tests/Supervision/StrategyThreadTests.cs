using StrategyHost.Engine.Runs;
using StrategyHost.Engine.Supervision;

namespace StrategyHost.Engine.Tests.Supervision;

public sealed class StrategyThreadTests
{
    private static Supervisor Supervisor()
    {
        var clock = new Clock();
        return new Supervisor(new HandlerLimits(), clock, new ClockedLog(clock, new SilentLog()), TimeProvider.System);
    }

    [Fact]
    public async Task Whoever_starts_many_of_them_waits_for_none()
    {
        const int many = 50;
        using var all = new CountdownEvent(many);

        // Each ends when all have begun, so that one that kept its starter waiting would be left without the others.
        var runs = Enumerable.Range(0, many).Select(_ => StrategyThread.RunAsync(Supervisor(), () =>
        {
            all.Signal();
            return all.Wait(TimeSpan.FromSeconds(30), CancellationToken.None);
        })).ToList();
        Assert.All(await Task.WhenAll(runs), Assert.True);
    }

    [Fact]
    public async Task What_is_thrown_there_is_thrown_where_it_is_awaited() =>
        Assert.Equal("no", (await Assert.ThrowsAsync<InvalidOperationException>(() =>
            StrategyThread.RunAsync<int>(Supervisor(), () => throw new InvalidOperationException("no")))).Message);
}
