using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Service;

namespace StrategyHost.Live.Tests.Service;

public sealed class DeploymentServiceTests
{
    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deployment_that_does_not_end_is_waited_for_thirty_seconds_and_named()
    {
        var time = new FakeTimeProvider();
        var said = new List<string>();
        var never = new TaskCompletionSource<int>();
        var scene = new HostScene("", new HostedDeployment("stuck", _ => never.Task), new HostedDeployment("quick", _ => Task.FromResult(0)))
        {
            Clock = time,
            Say = said.Add
        };
        using var service = new DeploymentService(scene.Parts, new Lifetime());
        await service.StartAsync(Test);
        while (service.Standing.Deployments.Count(d => d.IsRunning) != 1) await Task.Yield();
        var stopped = service.StopAsync(Test);
        time.Advance(DeploymentService.LastPatience - TimeSpan.FromMilliseconds(1));
        Assert.False(stopped.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await stopped;
        Assert.StartsWith("stuck did not end within 30 s", Assert.Single(said), StringComparison.Ordinal);
        never.SetResult(0);
    }

    [Fact]
    public async Task A_host_ends_when_all_have_ended_by_themselves_and_not_while_one_has_been_stopped_by_hand()
    {
        var lifetime = new Lifetime();
        var ends = new TaskCompletionSource<int>();
        var scene = new HostScene("", HostScene.Endless("trend"), new HostedDeployment("quick", _ => ends.Task));
        using var service = new DeploymentService(scene.Parts, lifetime);
        await service.StartAsync(Test);
        await UntilAsync(() => service.Standing.Deployments.Count == 2);
        Assert.Equal("trend: stopped", await service.StopAsync("trend", StopMode.Keep, Test));
        ends.SetResult(0);
        await UntilAsync(() => service.IsRunning("quick") == false);
        Assert.False(lifetime.Ended.IsCompleted);
        service.Start("trend");
        Assert.True(service.IsRunning("trend"));
        await service.StopAsync("trend", StopMode.Keep, Test);
        await service.StopAsync(Test);
        await lifetime.Ended;
    }

    [Fact]
    public async Task What_runs_is_not_started_and_what_does_not_run_is_not_stopped()
    {
        using var service = new DeploymentService(new HostScene("", HostScene.Endless("trend")).Parts, new Lifetime());
        await service.StartAsync(Test);
        await UntilAsync(() => service.IsRunning("trend") == true);
        Assert.Equal("trend runs already.", (await RefusalOf(() => service.StartAsync("trend", Test))).Message);
        Assert.Contains("swing does not run", (await RefusalOf(() => service.StopAsync("swing", StopMode.Keep, Test))).Message,
            StringComparison.Ordinal);
        Assert.Contains("There is no deployment 'swing'", (await RefusalOf(() => service.StartAsync("swing", Test))).Message,
            StringComparison.Ordinal);
        await service.StopAsync(Test);
    }

    [Fact]
    public async Task One_that_fails_as_it_is_started_says_why_and_can_be_started_again()
    {
        int starts = 0;
        var fails = new HostedDeployment("swing", control =>
        {
            if (++starts > 1) return HostScene.Endless("swing").RunAsync(control);
            control.NoteEnd("swing.json: mode is missing");
            return Task.FromResult(2);
        });
        using var service = new DeploymentService(new HostScene("", HostScene.Endless("trend")) { Others = [fails] }.Parts, new Lifetime());
        await service.StartAsync(Test);
        await UntilAsync(() => service.IsRunning("trend") == true);
        Assert.Equal("swing.json: mode is missing", (await RefusalOf(() => service.StartAsync("swing", Test))).Message);
        Assert.Equal(2, service.ExitCode);
        service.Start("swing");
        Assert.Equal(0, service.ExitCode);
        await service.StopAsync(Test);
    }

    [Fact]
    public async Task Who_stops_one_that_does_not_end_waits_thirty_seconds_and_is_told_that_it_goes_on()
    {
        var time = new FakeTimeProvider();
        var never = new TaskCompletionSource<int>();
        using var service = new DeploymentService(
            new HostScene("", new HostedDeployment("stuck", _ => never.Task)) { Clock = time }.Parts, new Lifetime());
        await service.StartAsync(Test);
        await UntilAsync(() => service.IsRunning("stuck") == true);
        var stopped = service.StopAsync("stuck", StopMode.Flatten, Test);
        time.Advance(DeploymentService.LastPatience - TimeSpan.FromMilliseconds(1));
        Assert.False(stopped.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.StartsWith("stuck closes what it has open", await stopped, StringComparison.Ordinal);
        var restarted = service.RestartAsync("stuck", Test);
        time.Advance(DeploymentService.LastPatience);
        Assert.Contains("It is not started again before that", (await RefusalOf(() => restarted)).Message, StringComparison.Ordinal);
        never.SetResult(0);
    }

    private static async Task<DeploymentException> RefusalOf(Func<Task<string>> wanted) =>
        await Assert.ThrowsAsync<DeploymentException>(wanted);

    private static async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            Test.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        private readonly TaskCompletionSource ended = new();

        public Task Ended => ended.Task;

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => ended.TrySetResult();
    }
}
