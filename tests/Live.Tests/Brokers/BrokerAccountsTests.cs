using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using StrategyHost.Live.Brokers;
using StrategyHost.Live.Journaling;
using StrategyHost.Live.Notices;
using StrategyHost.Plugins;

namespace StrategyHost.Live.Tests.Brokers;

public sealed class BrokerAccountsTests : IDisposable
{
    private readonly Workshop workshop = new();

    public void Dispose() => workshop.Dispose();

    [Fact]
    public async Task A_broker_that_is_away_when_the_host_starts_is_told_of_once_and_when_it_is_back()
    {
        var clock = new FakeTimeProvider();
        var notices = new List<Notice>();
        var broker = new AwayBroker { Refuses = 40 };
        Directory.CreateDirectory(workshop["accounts"]);
        await File.WriteAllTextAsync(Path.Combine(workshop["accounts"], "main.json"), """{ "plugin": "away" }""",
            TestContext.Current.CancellationToken);
        var parts = Workshop.Parts(_ => { }) with
        {
            Clock = clock,
            Plugin = _ => (broker, new PluginSettings(new Dictionary<string, string>())),
            Notices = notices.Add
        };
        await using var accounts = new BrokerAccounts(workshop["accounts"], workshop.State, parts, (_, _, _) => { });
        var opening = accounts.OpenAsync("main", TestContext.Current.CancellationToken);
        while (!opening.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await opening;
        Assert.Equal(0, broker.Refuses);
        Assert.Equal(NoticeKind.Disconnect, notices[0].Kind);
        Assert.Contains("the line is down", notices[0].Text, StringComparison.Ordinal);
        Assert.Equal(NoticeKind.Reconnect, notices[^1].Kind);
        Assert.InRange(notices.Count, 2, 5);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_read_keeps_no_other_deployment_from_its_account()
    {
        Directory.CreateDirectory(workshop["accounts"]);
        await File.WriteAllTextAsync(Path.Combine(workshop["accounts"], "main.json"), """{ "plugin": "away" }""",
            TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(workshop.State, "tides"));
        await File.WriteAllTextAsync(Path.Combine(workshop.State, "tides", "journal.db"), new string('?', 5000),
            TestContext.Current.CancellationToken);
        var notices = new ConcurrentQueue<Notice>();
        var parts = Workshop.Parts(_ => { }) with
        {
            Plugin = _ => (new AwayBroker(), new PluginSettings(new Dictionary<string, string>())),
            Notices = notices.Enqueue
        };
        await using var accounts = new BrokerAccounts(workshop["accounts"], workshop.State, parts, (_, _, _) => { });
        var account = await accounts.OpenAsync("main", TestContext.Current.CancellationToken);
        foreach (var name in (string[])["trend", "waves"]) account.Open(name, name, default, 1000, ["X"]).Join([]);
        var notice = Assert.Single(notices, n => n.Text.StartsWith("what tides holds is not known", StringComparison.Ordinal));
        Assert.Contains("'strategyhost state archive tides'", notice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_is_over_put_aside_or_not_to_be_read_as_its_deployments_journal_says()
    {
        string folder = Path.Combine(workshop.State, "tides");
        Assert.Equal(SessionStanding.PutAside, BrokerAccounts.StandingOf(workshop.State, "tides", "A1B2C3D40001"));
        Directory.CreateDirectory(folder);
        string origin;
        using (var journal = new Journal(Path.Combine(folder, "journal.db"))) origin = journal.Origin;
        Assert.Equal(SessionStanding.Over, BrokerAccounts.StandingOf(workshop.State, "tides", BrokerSession.PrefixOf(origin, 1)));
        Assert.Equal(SessionStanding.PutAside, BrokerAccounts.StandingOf(workshop.State, "tides", "A1B2C3D40001"));
        File.WriteAllText(Path.Combine(folder, "journal.db"), new string('?', 5000));
        Assert.Equal(SessionStanding.Unreadable, BrokerAccounts.StandingOf(workshop.State, "tides", "A1B2C3D40001"));
    }

    /// <summary>A broker that cannot be reached for a while.</summary>
    private sealed class AwayBroker : Plugin
    {
        private readonly ScriptedBroker there = new();

        public int Refuses { get; set; }

        public override ITrading Trading => there;

        public override Task ConnectAsync(PluginSettings settings, CancellationToken cancellation) =>
            Refuses > 0 && Refuses-- > 0 ? throw new BrokerException(BrokerError.Unavailable, "the line is down") : Task.CompletedTask;
    }
}
