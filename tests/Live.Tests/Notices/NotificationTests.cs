using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using StrategyHost.Live.Deployments;
using StrategyHost.Live.Notices;

namespace StrategyHost.Live.Tests.Notices;

public sealed class NotificationTests : IDisposable
{
    private static readonly DateTime Now = new(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc);
    private readonly Workshop workshop = new();

    public void Dispose() => workshop.Dispose();

    private static Notice Notice(NoticeKind kind, string text = "a sentence") => new(kind, "trend", Now, text, 7, "C7");

    [Fact]
    public async Task A_webhook_is_posted_the_notices_that_it_wants_as_json()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var received = ReceiveAsync(server, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        var hook = new WebhookNotifier(new Uri($"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/hook"));
        await using (var notifications =
            new Notifications([new NoticeRoute(hook, new HashSet<NoticeKind> { NoticeKind.Fill }, 10)], _ => { }, TimeProvider.System))
        {
            notifications.Give(Notice(NoticeKind.Order));
            notifications.Give(Notice(NoticeKind.Fill));
            string request = await received;
            using var body = JsonDocument.Parse(request[request.IndexOf('{', StringComparison.Ordinal)..(request.LastIndexOf('}') + 1)]);
            Assert.Equal("fill", body.RootElement.GetProperty("kind").GetString());
            Assert.Equal("a sentence", body.RootElement.GetProperty("text").GetString());
            Assert.Equal("C7", body.RootElement.GetProperty("clientId").GetString());
        }
    }

    [Fact]
    public async Task A_mail_is_sent_over_smtp()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var received = ServeMailAsync(server);
        var mail = new MailNotifier("127.0.0.1", ((IPEndPoint)server.LocalEndpoint).Port, "host@example.com", "me@example.com",
            isEncrypted: false, credentials: null);
        await mail.SendAsync(Notice(NoticeKind.Fault, "it failed"), TestContext.Current.CancellationToken);
        string letter = await received;
        Assert.Contains("Subject: StrategyHost: trend: Fault", letter, StringComparison.Ordinal);
        Assert.Contains("it failed", letter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_than_the_rate_is_brought_and_the_next_says_what_was_left_out()
    {
        var clock = new HandClock();
        var mailbox = new Mailbox();
        await using var notifications =
            new Notifications([new NoticeRoute(mailbox, new HashSet<NoticeKind> { NoticeKind.Fill }, 2)], _ => { }, clock);
        for (int i = 0; i < 5; i++) notifications.Give(Notice(NoticeKind.Fill));
        await mailbox.Until(2);
        notifications.Give(Notice(NoticeKind.Fill, "the last of the minute"));
        clock.Now = clock.Now.AddMinutes(2);
        notifications.Give(Notice(NoticeKind.Fill, "the next"));
        await mailbox.Until(1);
        Assert.Contains("notices before it were left out", mailbox.Got[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_notices_that_nobody_takes_the_newest_wait_and_the_next_says_how_many_were_left_out()
    {
        var slow = new Slow();
        await using var notifications = new Notifications([new NoticeRoute(slow, new HashSet<NoticeKind> { NoticeKind.Fill },
            int.MaxValue)], _ => { }, new ObservedClock());
        notifications.Give(Notice(NoticeKind.Fill, "first"));
        await slow.Begun.Task;
        for (int i = 1; i <= Notifications.MostWaiting + 7; i++) notifications.Give(Notice(NoticeKind.Fill, $"{i}"));
        slow.GoOn.SetResult();
        await slow.Until(1 + Notifications.MostWaiting);
        Assert.Equal(["first", "8 (7 notices before it were left out)", "9"], slow.Got.Take(3));
        Assert.Equal($"{Notifications.MostWaiting + 7}", slow.Got.Last());
    }

    [Fact]
    public async Task A_notifier_that_hangs_holds_the_end_of_the_host_up_for_a_while_only()
    {
        var clock = new ObservedClock();
        var slow = new Slow();
        var notifications = new Notifications([new NoticeRoute(slow, new HashSet<NoticeKind> { NoticeKind.Fill }, 20)], _ => { }, clock);
        notifications.Give(Notice(NoticeKind.Fill));
        await slow.Begun.Task;
        var ending = notifications.DisposeAsync().AsTask();
        while (clock.TimersSet == 0) await Task.Yield();
        clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(ending.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.1));
        await ending;
        Assert.Empty(slow.Got);
    }

    [Fact]
    public async Task A_notice_that_could_not_be_brought_is_tried_again_later_and_later_and_then_left_out()
    {
        var clock = new ObservedClock();
        var told = new TaskCompletionSource<string>();
        var broken = new Broken(failures: 5);
        await using var notifications = new Notifications([new NoticeRoute(broken, new HashSet<NoticeKind> { NoticeKind.Fill }, 20)],
            line => told.TrySetResult(line), clock);
        notifications.Give(Notice(NoticeKind.Fill, "lost"));
        var waits = new List<TimeSpan>();
        foreach (int seconds in (int[])[2, 4, 8, 16])
        {
            Assert.Equal(waits.Count + 1, await broken.Tried(waits.Count + 1));
            while (clock.TimersSet <= waits.Count) await Task.Yield();
            waits.Add(TimeSpan.FromSeconds(seconds));
            clock.Advance(waits[^1]);
        }

        Assert.Equal("a notice of trend could not be brought by broken: nobody is there", await told.Task);
        notifications.Give(Notice(NoticeKind.Fill, "the next"));
        await broken.Tried(6);
        Assert.Equal("the next", Assert.Single(broken.Got).Text);
    }

    [Fact]
    public async Task A_notice_that_is_refused_for_good_is_not_tried_again()
    {
        var told = new TaskCompletionSource<string>();
        var broken = new Broken(failures: 1) { Failure = new HttpRequestException("no such hook", null, HttpStatusCode.NotFound) };
        await using var notifications = new Notifications([new NoticeRoute(broken, new HashSet<NoticeKind> { NoticeKind.Fill }, 2)],
            line => told.TrySetResult(line), new ObservedClock());
        notifications.Give(Notice(NoticeKind.Fill));
        Assert.Contains("no such hook", await told.Task, StringComparison.Ordinal);
        Assert.Empty(broken.Got);
    }

    [Fact]
    public async Task A_long_text_is_cut_and_says_by_how_much()
    {
        var mailbox = new Mailbox();
        await using var notifications =
            new Notifications([new NoticeRoute(mailbox, new HashSet<NoticeKind> { NoticeKind.Fill }, 2)], _ => { }, TimeProvider.System);
        notifications.Give(Notice(NoticeKind.Fill, new string('x', 2_345)));
        await mailbox.Until(1);
        Assert.Equal(new string('x', 2_000) + "… (345 characters more)", mailbox.Got[0].Text);
    }

    [Fact]
    public async Task Each_deployment_can_have_events_of_its_own()
    {
        File.WriteAllText(workshop["n.json"],
            """[{ "webhook": "http://127.0.0.1:1/", "events": ["fault"], "deployments": { "trend": ["fill", "risk"], "quiet": [] } }]""");
        var route = Assert.Single(NotificationFile.Read(workshop["n.json"]));
        Assert.True(route.Wants(Notice(NoticeKind.Fill)));
        Assert.False(route.Wants(Notice(NoticeKind.Fault)));
        Assert.True(route.Wants(Notice(NoticeKind.Fault) with { Source = "other" }));
        Assert.False(route.Wants(Notice(NoticeKind.Fault) with { Source = "quiet" }));
        var mailbox = new Mailbox();
        await using var notifications = new Notifications([route with { Notifier = mailbox }], _ => { }, TimeProvider.System);
        notifications.Give(Notice(NoticeKind.Fault));
        notifications.Give(Notice(NoticeKind.Risk));
        await mailbox.Until(1);
        Assert.Equal(NoticeKind.Risk, Assert.Single(mailbox.Got).Kind);
    }

    [Theory]
    [InlineData("""[{ "webhook": "nowhere" }]""", "must be an address")]
    [InlineData("""[{ }]""", "has a webhook or a mail")]
    [InlineData("""[{ "mail": { "server": "x" } }]""", "needs server, from and to")]
    [InlineData("""[{ "webhook": "http://x/", "events": ["gossip"] }]""", "[0].events[0] is not a setting")]
    [InlineData("""[{ "webhook": "http://x/", "perMinute": 0 }]""", "perMinute")]
    [InlineData("""[{ "webhook": "env:STRATEGYHOST_NOT_THERE" }]""", "is not set")]
    public void A_mistake_is_named_in_one_sentence(string text, string message)
    {
        File.WriteAllText(workshop["n.json"], text);
        Assert.Contains(message, Assert.Throws<DeploymentException>(() => NotificationFile.Read(workshop["n.json"])).Message,
            StringComparison.Ordinal);
    }

    private static async Task<string> ReceiveAsync(TcpListener server, string answer)
    {
        using var client = await server.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!text.ToString().EndsWith('}') && !text.ToString().EndsWith("}\r\n0\r\n\r\n", StringComparison.Ordinal))
            text.Append(Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer, TestContext.Current.CancellationToken)));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), TestContext.Current.CancellationToken);
        return text.ToString();
    }

    private static async Task<string> ServeMailAsync(TcpListener server)
    {
        using var client = await server.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 here");
        var letter = new StringBuilder();
        bool isData = false;
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (isData) letter.AppendLine(line);
            if (isData && line != ".") continue;
            isData = line == "DATA";
            await writer.WriteLineAsync(isData ? "354 go on" : "250 fine");
            if (line == ".") break;
        }

        return letter.ToString();
    }

    private sealed class Mailbox : INotifier
    {
        private readonly System.Threading.Channels.Channel<int> arrived = System.Threading.Channels.Channel.CreateUnbounded<int>();

        public List<Notice> Got { get; } = [];

        public string Name => "mailbox";

        public Task SendAsync(Notice notice, CancellationToken cancellation)
        {
            Got.Add(notice);
            arrived.Writer.TryWrite(0);
            return Task.CompletedTask;
        }

        public async Task Until(int count)
        {
            for (int seen = 0; seen < count; seen++) await arrived.Reader.ReadAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Brings nothing until it may go on.</summary>
    private sealed class Slow : INotifier
    {
        private readonly System.Threading.Channels.Channel<string> got = System.Threading.Channels.Channel.CreateUnbounded<string>();

        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource GoOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> Got { get; } = [];

        public string Name => "slow";

        public async Task SendAsync(Notice notice, CancellationToken cancellation)
        {
            Begun.TrySetResult();
            await GoOn.Task.WaitAsync(cancellation);
            got.Writer.TryWrite(notice.Text);
        }

        /// <summary>Waits until so many were brought.</summary>
        public async Task Until(int count)
        {
            while (Got.Count < count) Got.Add(await got.Reader.ReadAsync(TestContext.Current.CancellationToken));
        }
    }

    /// <summary>Fails so often, and brings what comes after.</summary>
    private sealed class Broken(int failures) : INotifier
    {
        private readonly System.Threading.Channels.Channel<int> tried = System.Threading.Channels.Channel.CreateUnbounded<int>();
        private int count;

        public List<Notice> Got { get; } = [];

        public Exception Failure { get; init; } = new InvalidOperationException("nobody is there");

        public string Name => "broken";

        public Task SendAsync(Notice notice, CancellationToken cancellation)
        {
            bool fails = count++ < failures;
            if (!fails) Got.Add(notice);
            tried.Writer.TryWrite(count);
            return fails ? Task.FromException(Failure) : Task.CompletedTask;
        }

        /// <summary>Waits until it was tried so often.</summary>
        public async Task<int> Tried(int times)
        {
            int last = 0;
            while (last < times) last = await tried.Reader.ReadAsync(TestContext.Current.CancellationToken);
            return last;
        }
    }
}
