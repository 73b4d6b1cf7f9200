using StrategyHost.Live.Service;

namespace StrategyHost.Live.Tests.Service;

public sealed class ControlSocketTests
{
    [Fact]
    public void A_folder_with_a_short_name_has_its_socket_in_it() => Assert.Equal(Path.GetFullPath(Path.Combine("state", "host.sock")), ControlSocket.PathIn("state"));

    [Fact]
    public async Task A_host_whose_folder_has_too_long_a_name_for_a_socket_can_still_be_asked()
    {
        using var workshop = new Workshop();
        string state = workshop[new string('a', 60) + "/" + new string('b', 60)];
        Assert.NotEqual(ControlSocket.PathIn(state), ControlSocket.PathIn(state + "c"));
        using var ended = new CancellationTokenSource();
        var host = LiveHost.RunAsync([new HostedDeployment("trend", UntilEnded)], state, TimeProvider.System, _ => { }, () => { }, ended.Token);
        HostStanding? standing = null;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (standing is null)
        {
            standing = await ControlSocket.AskAsync(state, TestContext.Current.CancellationToken);
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal("trend", Assert.Single(standing.Deployments).Name);
        await ended.CancelAsync();
        await host;
        Assert.False(File.Exists(ControlSocket.PathIn(state)));
    }

    [Fact]
    public async Task A_socket_that_cannot_be_opened_is_said_and_the_deployments_run()
    {
        using var workshop = new Workshop();
        string state = workshop["a-file"];
        File.WriteAllText(state, "");
        var said = new List<string>();
        Assert.Equal(3, await LiveHost.RunAsync([new HostedDeployment("trend", _ => Task.FromResult(3))], state, TimeProvider.System, said.Add, () => { }, TestContext.Current.CancellationToken));
        Assert.Contains("'strategyhost status' gets no answer", Assert.Single(said), StringComparison.Ordinal);
    }

    private static async Task<int> UntilEnded(CancellationToken stop)
    {
        await Task.Delay(Timeout.Infinite, stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return 0;
    }
}
