using System.Net.Sockets;
using System.Text;
using StrategyHost.Acceptance.Processes;

namespace StrategyHost.Acceptance.Live;

/// <summary>The program as a service.</summary>
public sealed class ServiceTests
{
    private const string Talks = """OnBar("SPX", bar => Log.Info("a bar"));""";

    [Fact]
    public async Task Systemd_is_told_that_it_is_ready_alive_and_stopping()
    {
        using var workshop = new LiveWorkshop();
        workshop.Deploy("talks", Talks, speed: 20_000_000);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        using var program = StartTelling(socket, workshop);
        Assert.Equal("READY=1", await ReceiveAsync(socket));
        Assert.Equal("WATCHDOG=1", await ReceiveAsync(socket));
        var end = program.Interrupt(TestContext.Current.CancellationToken);
        string last = await ReceiveAsync(socket);
        while (last == "WATCHDOG=1") last = await ReceiveAsync(socket);
        Assert.Equal("STOPPING=1", last);
        Assert.Equal(0, await end);
    }

    /// <summary>At several instants, since compiler and deployment hear of the end one after the other, by chance in either
    /// order.</summary>
    [Fact]
    public async Task A_host_that_is_stopped_while_it_compiles_ends_as_one_that_had_nothing_to_do()
    {
        for (int instant = 0; instant < 8; instant++)
        {
            using var workshop = new LiveWorkshop();
            workshop.Deploy("talks", Talks, speed: 20_000_000);
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            using var program = StartTelling(socket, workshop, watchdog: "20000");
            Assert.Equal("READY=1", await ReceiveAsync(socket));
            for (int alive = 0; alive < 5 * instant; alive++) await ReceiveAsync(socket);
            int end = await program.Interrupt(TestContext.Current.CancellationToken);
            Assert.DoesNotContain("error", await program.SaysAll(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.Equal(0, end);
        }
    }

    [Fact]
    public void A_shadow_sends_nothing_and_records_what_it_would_have()
    {
        using var workshop = new LiveWorkshop();
        workshop.Deploy("talks", """OnBar("SPX", bar => { if (bar.Close > 0 && Position("SPX").IsFlat) Buy("SPX", 1); });""");
        string file = Path.Combine(workshop.Path, "deployments", "talks.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("paper", "shadow", StringComparison.Ordinal));
        var result = workshop.Run("live");
        Assert.Contains("0 fills", result.Error, StringComparison.Ordinal);
        Assert.Contains("it is a shadow", File.ReadAllText(Path.Combine(workshop.Path, "state/talks/session-1/result/orders.csv")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_in_no_log()
    {
        const string Secret = "hush-hush-4711";
        using var workshop = new LiveWorkshop();
        using var broker = await BrokerProgram.StartAsync(pace: 40);
        workshop.DeployLive("says", """OnBar("ABC", bar => Log.Info("the key is hush-hush-4711, they say"));""", broker);
        string account = Path.Combine(workshop.Path, "accounts", "main.json");
        File.WriteAllText(account,
            File.ReadAllText(account).Replace("\"key\":\"practice\"", $"\"key\":\"{Secret}\"", StringComparison.Ordinal));
        var refused = workshop.Run("live", "--plugins", broker.Kind.PluginFolder);
        Assert.Equal(5, refused.ExitCode);
        Assert.Contains("The key is not this broker's", refused.Error, StringComparison.Ordinal);
        string all =
            refused.Error + string.Concat(Directory.EnumerateFiles(Path.Combine(workshop.Path, "state", "logs")).Select(File.ReadAllText));
        Assert.DoesNotContain(Secret, all, StringComparison.Ordinal);
    }

    /// <summary>Starts the host, with no script compiled yet, as systemd does: it tells a socket how it is.</summary>
    private static StrategyHostProgram StartTelling(Socket socket, LiveWorkshop workshop, string watchdog = "200000")
    {
        string address = Path.Combine(workshop.Path, "n.sock");
        socket.Bind(new UnixDomainSocketEndPoint(address));
        var environment = new Dictionary<string, string>
        {
            ["NOTIFY_SOCKET"] = address,
            ["WATCHDOG_USEC"] = watchdog,
            ["XDG_CACHE_HOME"] = workshop.Path
        };
        return StrategyHostProgram.Start(Repository.Program, workshop.Path, ["live"], environment);
    }

    private static async Task<string> ReceiveAsync(Socket socket)
    {
        var buffer = new byte[256];
        int length = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(buffer, 0, length);
    }
}
