using StrategyHost.Acceptance.Processes;
using StrategyHost.Plugins;

namespace StrategyHost.Acceptance.Live;

public sealed class ETradeLoginTests
{
    [Fact]
    public async Task A_login_gives_tokens_that_are_good_until_they_are_given_back()
    {
        using var broker = await BrokerProgram.StartAsync(BrokerKind.ETrade, pace: 100);
        using var folder = new TemporaryFolder();
        var environment = Environment(broker, folder);
        folder.Write("accounts/main.json", $$"""{ "plugin": "etrade", "settings": { "host": "{{broker.Address}}" } }""");
        Assert.Equal(0, await LoginAsync(broker, folder, environment));
        using (var list = StrategyHostProgram.Start(Repository.Program, folder.Path, ["secrets", "list"],
            environment)) Assert.Equal("main.oauth-token", await list.FirstLine(TestContext.Current.CancellationToken));

        using (var verified = Verify(broker, folder, environment))
        {
            Assert.DoesNotContain("error", await verified.SaysAll(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.Contains("0 failed", await verified.Output(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        using (var logout = StrategyHostProgram.Start(Repository.Program, folder.Path,
            ["secrets", "logout", "etrade", "--account", "main", "--plugins", broker.Kind.PluginFolder], environment))
            Assert.Contains("logged out", await logout.SaysAll(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var refused = Verify(broker, folder, environment);
        Assert.Contains("secrets login etrade", await refused.SaysAll(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_code_is_refused_with_a_sentence()
    {
        using var broker = await BrokerProgram.StartAsync(BrokerKind.ETrade, pace: 100);
        using var folder = new TemporaryFolder();
        folder.Write("accounts/main.json", $$"""{ "plugin": "etrade", "settings": { "host": "{{broker.Address}}" } }""");
        using var login =
            StrategyHostProgram.Start(Repository.Program, folder.Path, LoginArguments(broker), Environment(broker, folder), isTyped: true);
        await login.FirstLine(TestContext.Current.CancellationToken);
        await login.TypeAsync("WRONG");
        Assert.Contains("refuses the login", await login.SaysAll(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(5, await login.EndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_token_that_sleeps_is_woken_and_one_that_has_ended_asks_for_a_login()
    {
        using var broker = await BrokerProgram.StartAsync(BrokerKind.ETrade, pace: 100);
        await using var plugin = await broker.ConnectAsync(null, _ => { }, TestContext.Current.CancellationToken);
        await broker.PostAsync("desk/sleep");
        Assert.Equal(100_000, Assert.Single(await plugin.Trading!.BalancesAsync(TestContext.Current.CancellationToken)).Cash);
        await broker.PostAsync("desk/expire");
        var refusal = await Assert.ThrowsAsync<BrokerException>(() => plugin.Trading!.BalancesAsync(TestContext.Current.CancellationToken));
        Assert.Equal(BrokerError.NotAuthenticated, refusal.Error);
        Assert.Contains("secrets login etrade", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_with_another_secret_is_refused()
    {
        using var broker = await BrokerProgram.StartAsync(BrokerKind.ETrade, pace: 100);
        var refusal = await Assert.ThrowsAsync<BrokerException>(() =>
            broker.ConnectAsync(null, _ => { }, TestContext.Current.CancellationToken, ("consumer-secret", "not it")));
        Assert.Equal(BrokerError.NotAuthenticated, refusal.Error);
        Assert.Contains("signature_invalid", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_host_goes_on_with_the_tokens_of_a_new_login()
    {
        using var broker = await BrokerProgram.StartAsync(BrokerKind.ETrade, pace: 100);
        using var folder = new TemporaryFolder();
        var environment = Environment(broker, folder);
        folder.Write("accounts/main.json", $$"""{ "plugin": "etrade", "settings": { "host": "{{broker.Address}}" } }""");
        folder.Write("strategies/see.csx", """OnBar("ABC", bar => Log.Info("a bar."));""");
        folder.Write("deployments/see.json",
            """{ "script": "strategies/see.csx", "mode": "live", "account": "main", "cash": 1000, "feed": { "resolution": "1m" } }""");
        Assert.Equal(0, await LoginAsync(broker, folder, environment));
        using var live =
            StrategyHostProgram.Start(Repository.Program, folder.Path, ["live", "--plugins", broker.Kind.PluginFolder], environment);
        Assert.Contains("a bar.", await live.SaysUntil("a bar.", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await broker.PostAsync("desk/expire");
        Assert.Contains("secrets login etrade", await live.SaysUntil("cannot be compared", TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        Assert.Equal(0, await LoginAsync(broker, folder, environment));
        Assert.Contains("can be compared with the broker again",
            await live.SaysUntil("broker again", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("a bar.", await live.SaysUntil("a bar.", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_named_with_where_it_can_come_from()
    {
        using var folder = new TemporaryFolder();
        folder.Write("accounts/main.json", """{ "plugin": "etrade" }""");
        using var program = StrategyHostProgram.Start(
            Repository.Program, folder.Path, ["plugins", "verify", "etrade", "--plugins", BrokerKind.ETrade.PluginFolder, "--orders", "ABC",
                "--account", "main", "--below", "50", "--above", "200"],
                new Dictionary<string, string> { ["STRATEGYHOST_SECRETS"] = folder["kept"] });
        string said = await program.SaysAll(TestContext.Current.CancellationToken);
        Assert.All(["ETRADE_CONSUMER_KEY", "ETRADE_CONSUMER_SECRET", "ETRADE_OAUTH_TOKEN", "ETRADE_OAUTH_TOKEN_SECRET",
            "ETRADE_ACCOUNT_ID"], name => Assert.Contains(name, said, StringComparison.Ordinal));
        Assert.Equal(5, await program.EndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_the_preview_remarks_reaches_the_user()
    {
        using var broker = await BrokerProgram.StartAsync(BrokerKind.ETrade, pace: 100);
        var warnings = new List<string>();
        await using var plugin = await broker.ConnectAsync(null, warnings.Add, TestContext.Current.CancellationToken);
        await plugin.Trading!.SubmitAsync(new OrderTicket("REMARK1", "ABC", Side.Buy, 1, OrderType.Limit, 50, null, TimeInForce.Day),
            TestContext.Current.CancellationToken);
        Assert.Contains("This is a practice market", Assert.Single(warnings), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Environment(BrokerProgram broker, TemporaryFolder folder) => new()
    {
        ["STRATEGYHOST_SECRETS"] = folder["kept"],
        ["ETRADE_CONSUMER_KEY"] = "ck",
        ["ETRADE_CONSUMER_SECRET"] = "cs",
        ["ETRADE_ACCOUNT_ID"] = broker.Settings["account-id"],
        ["ETRADE_REQUESTS_PER_SECOND"] = "1000",
        ["ETRADE_POLL_SECONDS"] = "0.05",
    };

    private static string[] LoginArguments(BrokerProgram broker) =>
        ["secrets", "login", "etrade", "--account", "main", "--plugins", broker.Kind.PluginFolder];

    private static async Task<int> LoginAsync(BrokerProgram broker, TemporaryFolder folder, Dictionary<string, string> environment)
    {
        using var login = StrategyHostProgram.Start(Repository.Program, folder.Path, LoginArguments(broker), environment, isTyped: true);
        string page = await login.FirstLine(TestContext.Current.CancellationToken);
        using var person = new HttpClient();
        await login.TypeAsync(await person.GetStringAsync(new Uri(page), TestContext.Current.CancellationToken));
        return await login.EndAsync(TestContext.Current.CancellationToken);
    }

    private static StrategyHostProgram Verify(BrokerProgram broker, TemporaryFolder folder, Dictionary<string, string> environment) =>
        StrategyHostProgram.Start(
        Repository.Program, folder.Path, ["plugins", "verify", "etrade", "--plugins", broker.Kind.PluginFolder, "--orders", "ABC",
            "--account", "main", "--below", "50", "--above", "200"], environment);
}
