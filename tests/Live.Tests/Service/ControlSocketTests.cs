using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using StrategyHost.Live.Service;

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

        Assert.Empty(await ControlSocket.AskAsync(workshop.State, TimeProvider.System, TestContext.Current.CancellationToken));
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
        async Task<int> UntilSaidAsync(CancellationToken stop)
        {
            while (said.Count == 0) await Task.Yield();
            return 3;
        }

        Assert.Equal(3, await LiveHost.RunAsync([new HostedDeployment("trend", UntilSaidAsync)], state, TimeProvider.System, said.Add,
            () => { }, TestContext.Current.CancellationToken));
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
        var asked = ControlSocket.AskAsync(workshop.State, time, TestContext.Current.CancellationToken);
        using var taken = await stuck.AcceptAsync(TestContext.Current.CancellationToken);
        time.Advance(ControlSocket.Patience - TimeSpan.FromMilliseconds(1));
        Assert.False(asked.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Empty(await asked);
    }

    [Fact(Timeout = 30_000)]
    public async Task Who_asks_and_does_not_read_holds_up_nobody_for_longer_than_two_seconds()
    {
        using var workshop = new Workshop();
        var time = new FakeTimeProvider();
        using var ended = new CancellationTokenSource();

        // An answer that no socket takes whole.
        string name = new('a', 16 * 1024 * 1024);
        var host = LiveHost.RunAsync([new HostedDeployment(name, UntilEnded)], workshop.State, time, _ => { }, () => { }, ended.Token);
        await DeploymentsAsync(workshop.State, hosts: 1);
        using var silent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await silent.ConnectAsync(new UnixDomainSocketEndPoint(Assert.Single(Directory.GetFiles(workshop.State))),
            TestContext.Current.CancellationToken);

        // The answer is being written once its first byte is there.
        await silent.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken);
        var asked = ControlSocket.AskAsync(workshop.State, new FakeTimeProvider(), TestContext.Current.CancellationToken);
        Assert.False(asked.IsCompleted);
        time.Advance(ControlSocket.Patience);
        Assert.Equal([name], (await asked).SelectMany(s => s.Deployments).Select(d => d.Name));
        await ended.CancelAsync();
        await host;
    }

    private static Task<int> RunAsync(string state, string deployment, CancellationToken cancellation) =>
        LiveHost.RunAsync([new HostedDeployment(deployment, UntilEnded)], state, TimeProvider.System, _ => { }, () => { }, cancellation);

    /// <summary>The deployments of all hosts, once so many answer.</summary>
    private static async Task<IEnumerable<string>> DeploymentsAsync(string state, int hosts)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            var standings = await ControlSocket.AskAsync(state, TimeProvider.System, TestContext.Current.CancellationToken);
            if (standings.Count == hosts) return standings.SelectMany(s => s.Deployments).Select(d => d.Name).Order();
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    private static async Task<int> UntilEnded(CancellationToken stop)
    {
        await Task.Delay(Timeout.Infinite, stop).ContinueWith(_ => { }, CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return 0;
    }
}
