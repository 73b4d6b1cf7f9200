using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Service;
using StrategyHost.Live.Sessions;

namespace StrategyHost.Live.Tests.Service;

public sealed class ControlSocketTests
{
    [Fact]
    public void A_folder_with_a_short_name_has_its_sockets_in_it() =>
        Assert.Equal(Path.GetFullPath("state"), ControlSocket.FolderOf("state"));

    [Fact]
    public async Task A_host_whose_folder_has_too_long_a_name_for_a_socket_can_still_be_asked()
    {
        using var workshop = new Workshop();
        string state = workshop[new string('a', 60) + "/" + new string('b', 60)];
        Assert.NotEqual(ControlSocket.FolderOf(state), ControlSocket.FolderOf(state + "c"));
        using var ended = new CancellationTokenSource();
        var host = RunAsync(state, "trend", ended.Token);
        Assert.Equal(["trend"], await DeploymentsAsync(state, hosts: 1));
        await ended.CancelAsync();
        await host;
        Assert.Empty(Directory.GetFiles(ControlSocket.FolderOf(state)));
    }

    [Fact]
    public async Task Of_two_hosts_with_one_folder_each_can_be_asked_and_removes_its_own_socket()
    {
        using var workshop = new Workshop();
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var one = RunAsync(workshop.State, "trend", first.Token);
        await DeploymentsAsync(workshop.State, hosts: 1);
        var other = RunAsync(workshop.State, "swing", second.Token);
        Assert.Equal(["swing", "trend"], await DeploymentsAsync(workshop.State, hosts: 2));
        await first.CancelAsync();
        await one;
        Assert.Equal(["swing"], await DeploymentsAsync(workshop.State, hosts: 1));
        await second.CancelAsync();
        await other;
        Assert.Empty(Directory.GetFiles(workshop.State));
    }

    [Fact]
    public async Task What_a_killed_host_has_left_is_removed_by_the_next_and_the_socket_is_its_owners_alone()
    {
        using var workshop = new Workshop();
        Directory.CreateDirectory(workshop.State);
        string left = Path.Combine(workshop.State, "host-1.sock");
        using (var killed = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            killed.Bind(new UnixDomainSocketEndPoint(left + "x"));
            File.Move(left + "x", left);
        }

        Assert.Empty(await new ControlClient(workshop.State, TimeProvider.System).AskAsync(TestContext.Current.CancellationToken));
        using var ended = new CancellationTokenSource();
        var host = RunAsync(workshop.State, "trend", ended.Token);
        Assert.Equal(["trend"], await DeploymentsAsync(workshop.State, hosts: 1));
        string own = Assert.Single(Directory.GetFiles(workshop.State));
        Assert.NotEqual(left, own);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.None,
                File.GetUnixFileMode(own) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        await ended.CancelAsync();
        await host;
    }

    [Fact]
    public async Task A_socket_that_cannot_be_opened_is_said_and_the_deployments_run()
    {
        using var workshop = new Workshop();
        string state = workshop["a-file"];
        File.WriteAllText(state, "");
        var said = new List<string>();
        async Task<int> UntilSaidAsync(DeploymentControl control)
        {
            while (said.Count == 0) await Task.Yield();
            return 3;
        }

        Assert.Equal(3, await LiveHost.RunAsync(
            new HostScene(state, new HostedDeployment("trend", UntilSaidAsync)) { Say = said.Add }.Parts, _ => { },
            TestContext.Current.CancellationToken));
        Assert.Contains("'strategyhost status' gets no answer", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_takes_the_question_and_does_not_answer_is_left_out_after_two_seconds()
    {
        using var workshop = new Workshop();
        Directory.CreateDirectory(workshop.State);
        using var stuck = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        stuck.Bind(new UnixDomainSocketEndPoint(Path.Combine(workshop.State, "host-1.sock")));
        stuck.Listen();
        var time = new FakeTimeProvider();
        var asked = new ControlClient(workshop.State, time).AskAsync(TestContext.Current.CancellationToken);
        using var taken = await stuck.AcceptAsync(TestContext.Current.CancellationToken);
        time.Advance(ControlSocket.Patience - TimeSpan.FromMilliseconds(1));
        Assert.False(asked.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Empty(await asked);
    }

    [Fact(Timeout = 30_000)]
    public async Task Who_asks_and_does_not_read_holds_up_nobody()
    {
        using var workshop = new Workshop();
        using var ended = new CancellationTokenSource();

        // An answer that no socket takes whole.
        string name = new('a', 16 * 1024 * 1024);
        var host = LiveHost.RunAsync(new HostScene(workshop.State, HostScene.Endless(name)) { Clock = new FakeTimeProvider() }.Parts,
            _ => { }, ended.Token);
        await DeploymentsAsync(workshop.State, hosts: 1);
        using var silent = await ConnectAsync(workshop.State);
        await silent.SendAsync("{\"action\":\"Status\"}\n"u8.ToArray(), TestContext.Current.CancellationToken);

        // The answer is being written once its first byte is there.
        await silent.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken);
        Assert.Equal([name], await DeploymentsAsync(workshop.State, hosts: 1));
        await ended.CancelAsync();
        await host;
    }

    [Fact(Timeout = 30_000)]
    public async Task Sixteen_who_say_nothing_are_let_go_after_two_seconds_and_the_next_is_answered()
    {
        using var workshop = new Workshop();
        var time = new FakeTimeProvider();
        using var ended = new CancellationTokenSource();
        var host = LiveHost.RunAsync(new HostScene(workshop.State, HostScene.Endless("trend")) { Clock = time }.Parts, _ => { },
            ended.Token);
        await DeploymentsAsync(workshop.State, hosts: 1);
        var silent = new List<Socket>();
        for (int i = 0; i < ControlSocket.MostAtOnce; i++) silent.Add(await ConnectAsync(workshop.State));
        var asked = new ControlClient(workshop.State, new FakeTimeProvider()).AskAsync(TestContext.Current.CancellationToken);
        while (!asked.IsCompleted)
        {
            time.Advance(ControlSocket.Patience);
            await Task.Yield();
        }

        Assert.Equal(["trend"], (await asked).SelectMany(s => s.Deployments).Select(d => d.Name));
        foreach (var socket in silent) socket.Dispose();
        await ended.CancelAsync();
        await host;
    }

    [Fact]
    public async Task A_deployment_is_started_and_stopped_by_the_host_that_has_it()
    {
        using var workshop = new Workshop();
        using var ended = new CancellationTokenSource();
        var scene = new HostScene(workshop.State, HostScene.Endless("trend")) { Others = [HostScene.Endless("swing")] };
        var host = LiveHost.RunAsync(scene.Parts, _ => { }, ended.Token);
        await DeploymentsAsync(workshop.State, hosts: 1);
        var client = new ControlClient(workshop.State, TimeProvider.System);
        Assert.Equal("trend: stopped", await TellAsync(client, HostAction.Stop, "trend"));
        var refused = await Assert.ThrowsAsync<DeploymentException>(() => TellAsync(client, HostAction.Stop, "trend"));
        Assert.Contains("trend does not run", refused.Message, StringComparison.Ordinal);
        refused = await Assert.ThrowsAsync<DeploymentException>(() => TellAsync(client, HostAction.Start, "none"));
        Assert.Contains("There is no deployment 'none'", refused.Message, StringComparison.Ordinal);
        await ended.CancelAsync();
        await host;
        refused = await Assert.ThrowsAsync<DeploymentException>(() => TellAsync(client, HostAction.Start, "swing"));
        Assert.Contains("No host runs", refused.Message, StringComparison.Ordinal);
        Assert.Contains("strategyhost live swing", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_hosts_neither_is_told_what_could_be_meant_for_both()
    {
        using var workshop = new Workshop();
        using var ended = new CancellationTokenSource();
        var one = RunAsync(workshop.State, "trend", ended.Token);
        var other = RunAsync(workshop.State, "swing", ended.Token);
        await DeploymentsAsync(workshop.State, hosts: 2);
        var client = new ControlClient(workshop.State, TimeProvider.System);
        var refused = await Assert.ThrowsAsync<DeploymentException>(() => TellAsync(client, HostAction.Start, "idea"));
        Assert.StartsWith("2 hosts keep their state", refused.Message, StringComparison.Ordinal);
        Assert.Equal("swing: stopped", await TellAsync(client, HostAction.Stop, "swing"));
        await ended.CancelAsync();
        await Task.WhenAll(one, other);
    }

    private static Task<string> TellAsync(ControlClient client, HostAction action, string name) =>
        client.TellAsync(new HostRequest(action, name), TestContext.Current.CancellationToken);

    private static async Task<Socket> ConnectAsync(string state)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Assert.Single(Directory.GetFiles(state))),
            TestContext.Current.CancellationToken);
        return socket;
    }

    private static Task<int> RunAsync(string state, string deployment, CancellationToken cancellation) =>
        LiveHost.RunAsync(new HostScene(state, HostScene.Endless(deployment)).Parts, _ => { }, cancellation);

    /// <summary>The deployments of all hosts, once so many answer.</summary>
    private static async Task<IEnumerable<string>> DeploymentsAsync(string state, int hosts)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            var standings = await new ControlClient(state, TimeProvider.System).AskAsync(TestContext.Current.CancellationToken);
            if (standings.Count == hosts) return standings.SelectMany(s => s.Deployments).Select(d => d.Name).Order();
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
