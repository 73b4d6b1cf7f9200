using System.Text.Json;
using StrategyHost.Cli.Tests.Program;

namespace StrategyHost.Cli.Tests.Commands;

/// <summary>What an operator asks of a deployment, and is told.</summary>
public sealed class OperatorCommandTests : IDisposable
{
    private const string Script = """
        OnBar("X", bar =>
        {
            if (Position("X").IsFlat) Submit(new OrderRequest { Symbol = "X", Side = Side.Buy, Quantity = 3, Tag = "in" });
            Submit(new OrderRequest { Symbol = "X", Side = Side.Sell, Quantity = 1, Type = OrderType.Limit, LimitPrice = 200, Tag = "far" });
            Buy("X", 1000);
        });
        """;

    private readonly TemporaryFolder folder = new();

    public OperatorCommandTests()
    {
        folder.Write("waves.csx", Script);
        folder.Write("data/X.csv", "time,open,high,low,close\n"
            + string.Concat(
                Enumerable.Range(0, 5)
                    .Select(i => $"{new DateTime(2024, 1, 2).AddDays(i):yyyy-MM-dd},{100 + i},{102 + i},{98 + i},{100 + i}\n")));
        Deploy("waves", "waves.csx");
    }

    public void Dispose() => folder.Dispose();

    private void Deploy(string name, string script) => folder.Write(
        $"deployments/{name}.json",
        $$"""{ "script": {{JsonSerializer.Serialize(folder[script])}}, "mode": "paper", "risk": { "max-position": "1000", "max-drawdown": "20%" }, "feed": { "replay": {{JsonSerializer.Serialize(folder["data"])}} } }""");

    private Task<ProgramResult> Run(params string[] arguments) => InProcess.Run([.. arguments, "--state", folder["state"]]);

    private Task<ProgramResult> Live() => Run("live", "--deployments", folder["deployments"]);

    [Fact]
    public async Task A_start_says_what_runs_and_an_end_what_is_open()
    {
        var live = await Live();
        Assert.Contains("waves: session 1 begins: paper, 100,000.00 USD", live.Error, StringComparison.Ordinal);
        Assert.Contains("waves: session 1 is over", live.Error, StringComparison.Ordinal);
        Assert.Contains("6 orders and 5 denied, 1 fills", live.Error, StringComparison.Ordinal);
        Assert.Contains("open stay 3 X, #2 Sell 1 X Limit limit 200 Accepted (tag far)", live.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_of_one_says_all_that_an_operator_asks()
    {
        await Live();
        string status = (await Run("status", "waves", "--deployments", folder["deployments"])).Output;
        foreach (var part in (string[])["+3.00 on 2024-01-06, +9.00 in total", "max-position 3 of 1,000", "max-drawdown 0.00 % of 20.00 %",
            "(+92.31 % from the market)", "(tag far)", "GoodTillCancelled", "last refused", "PositionSize", "waves.csx, version ",
            "begins session 2", "6 orders that were not denied"])
            Assert.Contains(part, status, StringComparison.Ordinal);
        using var json = JsonDocument.Parse((await Run("status", "waves", "--json")).Output);
        Assert.Equal(9, json.RootElement[0].GetProperty("figures").GetProperty("profitInTotal").GetDouble());
        string orders = (await Run("orders", "waves")).Output;
        Assert.Contains("GoodTillCancelled", orders, StringComparison.Ordinal);
        Assert.Contains("far", orders, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_lists_what_was_refused_by_code_with_counts()
    {
        await Live();
        string why = (await Run("why", "waves", "--since", "3d")).Output;
        Assert.Contains("denied by the risk engine: PositionSize", why, StringComparison.Ordinal);
        using var json = JsonDocument.Parse((await Run("why", "waves", "--since", "9d", "--json")).Output);
        Assert.Equal(5, json.RootElement.GetProperty("inThatTime")[0].GetProperty("count").GetInt32());
        Assert.Contains("There is no session of 'wives'", (await Run("why", "wives")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deployment_that_fails_is_named_shown_as_failed_and_asked_why()
    {
        folder.Write("breaks.csx", """Use("X"); OnStart(() => throw new InvalidOperationException("no more"));""");
        Deploy("breaks", "breaks.csx");
        var live = await Live();
        Assert.Contains("error: breaks: ", live.Error, StringComparison.Ordinal);
        Assert.Contains("failed: ", (await Run("status", "breaks", "--deployments", folder["deployments"])).Output,
            StringComparison.Ordinal);
        Assert.Contains("no more", (await Run("why", "breaks")).Error, StringComparison.Ordinal);
        Assert.Contains("failed", (await Run("status")).Output, StringComparison.Ordinal);
        folder.Write("breaks.csx", """OnBar("X", bar => { });""");
        await Run("live", "breaks", "--fresh", "--deployments", folder["deployments"]);
        Assert.DoesNotContain("failed", (await Run("status")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_fails_while_its_session_runs_is_shown_with_what_goes_on()
    {
        folder.Write("throws.csx", """OnBar("X", bar => { throw new InvalidOperationException("no more"); });""");
        Deploy("throws", "throws.csx");
        Assert.Contains("it is not called any more", (await Live()).Error, StringComparison.Ordinal);
        Assert.Contains("failed, and only exits go on", (await Run("status", "--json")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_are_chosen_by_time_level_session_and_name()
    {
        await Live();
        string[] where = ["--deployments", folder["deployments"]];
        Assert.Contains("session 1 is over", (await Run(["logs", "waves", "--lines", "1000", .. where])).Output, StringComparison.Ordinal);
        string warnings = (await Run(["logs", "waves", "--level", "warning", "--lines", "1000", .. where])).Output;
        Assert.Contains("was denied", warnings, StringComparison.Ordinal);
        Assert.DoesNotContain("session 1", warnings, StringComparison.Ordinal);
        Assert.Contains("There is nothing", (await Run(["logs", "waves", "--level", "error", .. where])).Error, StringComparison.Ordinal);
        Assert.Contains("There is nothing", (await Run(["logs", "waves", "--since", "2999-01-01", .. where])).Error,
            StringComparison.Ordinal);
        Assert.Contains("was denied", (await Run(["logs", "waves", "--since", "1h", "--session", "1", "--lines", "1000", .. where])).Output,
            StringComparison.Ordinal);
        string csv = (await Run(["logs", "--csv", .. where])).Output;
        Assert.StartsWith("time,level,kind,source,order,client_id,text", csv, StringComparison.Ordinal);
        var unknown = await Run(["logs", "wavs", .. where]);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("did you mean 'waves'?", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("--level takes info or warning or error", (await Run(["logs", "--level", "loud", .. where])).Error,
            StringComparison.Ordinal);
        Assert.Contains("has no session 9", (await Run(["logs", "waves", "--session", "9", .. where])).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_is_reported_in_a_file_and_in_the_log()
    {
        await Live();
        using var day = JsonDocument.Parse(await File.ReadAllTextAsync(folder["state/waves/days/2024-01-03.json"],
            TestContext.Current.CancellationToken));
        Assert.Equal("X", day.RootElement.GetProperty("symbols")[0].GetProperty("symbol").GetString());
        Assert.Contains("Summary waves: 2024-01-03: equity",
            (await Run("logs", "waves", "--lines", "1000", "--deployments", folder["deployments"])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_looks_at_deployments_accounts_and_notices_without_starting_them()
    {
        folder.Write("deployments/broken.json", "{");
        folder.Write("deployments/lost.json", """{ "script": "nowhere.csx", "mode": "paper", "feed": { "replay": "x" } }""");
        string script = JsonSerializer.Serialize(folder.Write("moon.csx", """OnBar("SPX", bar => { });"""));
        folder.Write("deployments/moon.json",
            $$"""{ "script": {{script}}, "mode": "paper", "feed": { "plugin": "none", "calendar": "MOON" } }""");
        folder.Write("accounts/main.json", """{ "plugin": "none" }""");
        folder.Write("notifications.json", """[{ "webhook": "nowhere" }]""");
        var doctor = await InProcess.Run("doctor", "--json", "--deployments", folder["deployments"], "--accounts", folder["accounts"],
            "--notify", folder["notifications.json"]);
        var checks = JsonDocument.Parse(doctor.Output).RootElement.EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!);
        Assert.True(checks["deployment waves"].GetProperty("isGood").GetBoolean(), checks["deployment waves"].GetRawText());
        foreach (var (name, found) in ((string, string)[])[("deployment broken", "broken.json"),
            ("deployment lost", "there is no script nowhere.csx"), ("deployment moon", "There is no trading calendar 'MOON'"), ("account main", "There is no plugin 'none'"),
            ("notices", "must be an address")])
        {
            Assert.False(checks[name].GetProperty("isGood").GetBoolean());
            Assert.Contains(found, checks[name].GetProperty("found").GetString()!, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(folder["state"]));
        Assert.Equal(2, doctor.ExitCode);
    }

    [Fact]
    public async Task A_test_of_notices_says_who_took_one()
    {
        folder.Write("notifications.json", """[{ "webhook": "http://127.0.0.1:1/hook" }]""");
        var test = await InProcess.Run("notify", "test", "--notify", folder["notifications.json"]);
        Assert.Equal(1, test.ExitCode);
        Assert.Contains("webhook 127.0.0.1: ", test.Error, StringComparison.Ordinal);
        Assert.Contains("Nobody is told anything", (await InProcess.Run("notify", "test", "--notify", folder["none.json"])).Error,
            StringComparison.Ordinal);
    }
}
