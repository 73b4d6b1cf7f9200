using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using StrategyHost.Live.Service;

namespace StrategyHost.Live.Tests.Service;

public sealed class DeploymentServiceTests
{
    [Fact]
    public async Task A_deployment_that_does_not_end_is_waited_for_thirty_seconds_and_named()
    {
        var time = new FakeTimeProvider();
        var said = new List<string>();
        var never = new TaskCompletionSource<int>();
        using var service = new DeploymentService(
            [new HostedDeployment("stuck", _ => never.Task), new HostedDeployment("quick", _ => Task.FromResult(0))],
            new Lifetime(), time, said.Add);
        await service.StartAsync(TestContext.Current.CancellationToken);
        while (service.Standing.Deployments.Count(d => d.IsRunning) > 1) await Task.Yield();
        var stopped = service.StopAsync(TestContext.Current.CancellationToken);
        time.Advance(DeploymentService.LastPatience - TimeSpan.FromMilliseconds(1));
        Assert.False(stopped.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await stopped;
        Assert.StartsWith("stuck did not end within 30 s", Assert.Single(said), StringComparison.Ordinal);
        never.SetResult(0);
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }
}
