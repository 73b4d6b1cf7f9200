using System.Text.Json;
using StrategyHost.Live.Deployments;

namespace StrategyHost.Live.Tests.Deployments;

public sealed class DeploymentFileTests
{
    [Fact]
    public void A_deployment_says_what_is_traded_and_how()
    {
        var deployment = DeploymentFile.Parse("folder/trend.json", """
            {
              // comments are allowed
              "script": "trend.csx", "mode": "paper", "cash": 5000, "currency": "EUR", "seed": 7,
              "parameters": { "fast": 5, "symbol": "SPX" }, "risk": { "max-drawdown": "20%" }, "commission": "0.1%", "slippage": "5bps",
              "feed": { "replay": "data", "from": "2020-01-31", "speed": 60 },
            }
            """);
        Assert.Equal(("trend", "trend.csx"), (deployment.Name, deployment.Script));
        Assert.Equal((5000m, "EUR", 7), (deployment.Settings.Cash, deployment.Settings.Currency, deployment.Settings.Seed));
        Assert.Equal(("5", "SPX"), (deployment.Settings.Parameters["fast"], deployment.Settings.Parameters["symbol"]));
        Assert.Equal(0.2m, deployment.Settings.Risk.MaxDrawdown);
        Assert.Equal(new ReplaySpec("data", new DateTime(2020, 1, 31, 0, 0, 0, DateTimeKind.Utc), 60), deployment.Replay);
    }

    [Theory]
    [InlineData("{", "not JSON of the form")]
    [InlineData("null", "is empty")]
    [InlineData("""{ "mode": "paper" }""", "names no script")]
    [InlineData("""{ "script": "a.csx" }""", "mode is missing")]
    [InlineData("""{ "script": "a.csx", "mode": "live", "feed": { "replay": "d" } }""", "there is no account")]
    [InlineData("""{ "script": "a.csx", "mode": "paper", "limits": { "onFault": "x" }, "feed": { "replay": "-" } }""",
        "trend.json: The limit onFault takes stop, skip, cancel or flatten")]
    [InlineData("""{ "script": "a.csx", "mode": "paper" }""", "has no feed")]
    [InlineData("""{ "script": "a.csx", "mode": "paper", "cash": 0, "feed": { "replay": "d" } }""", "cash must be above zero")]
    [InlineData("""{ "script": "a.csx", "mode": "paper", "feed": { "replay": "d", "from": "1/2/2020" } }""", "must be a date")]
    [InlineData("""{ "script": "a.csx", "mode": "paper", "feed": { "replay": "d", "speed": 0 } }""", "speed must be above zero")]
    [InlineData("""{ "script": "a.csx", "mode": "paper", "feed": { "replay": "d", "sped": 1 } }""", "feed.sped is not a setting")]
    [InlineData("""{ "script": "a.csx", "mode": "paper", "commission": "much", "feed": { "replay": "d" } }""", "no usable amount")]
    [InlineData("""{ "script": "a.csx", "mode": "paper", "risk": { "max-foo": 1 }, "feed": { "replay": "d" } }""",
        "no risk limit 'max-foo'")]
    [InlineData("""{ "script": "a.csx", "mode": "paper", "fill": "now", "feed": { "replay": "d" } }""",
        "fill takes next-open or close, not 'now'")]
    [InlineData("""{ "script": "a.csx", "mode": "paper", "limitFill": "cross", "feed": { "replay": "d" } }""",
        "limitFill takes touch or through, not 'cross'")]
    [InlineData("""{ "script": "a.csx", "mode": "paper", "path": "random", "feed": { "replay": "d" } }""",
        "path takes stops-first or ohlc or adaptive, not 'random'")]
    [InlineData("""{ "script": "a.csx", "mode": "paper", "participation": "0.1", "feed": { "replay": "d" } }""",
        "participation takes a part such as 10%, not '0.1'")]
    [InlineData("""{ "script": "a.csx", "mode": "paper", "latency": "soon", "feed": { "replay": "d" } }""",
        "The latency 'soon' is not known")]
    [InlineData("""{ "script": "a.csx", "mode": "paper", "borrowRate": "much", "feed": { "replay": "d" } }""",
        "borrowRate takes a yearly rate such as 2% or 0.02, not 'much'")]
    [InlineData("""{ "script": "a.csx", "mode": "live", "account": "main", "participation": "10%" }""",
        "participation is for mode paper, whose venue fills and charges by a model. Take it out where mode is live.")]
    [InlineData("""{ "script": "a.csx", "mode": "shadow", "debtRate": "6%", "feed": { "replay": "d" } }""", "debtRate is for mode paper")]
    [InlineData("""{ "script": "a.csx", "mode": "paper", "feed": { "replay": "d", "calendar": "XNYS" } }""",
        "calendar is for bars of a plugin")]
    public void A_mistake_is_named_in_one_sentence(string text, string message)
    {
        var refused = Assert.Throws<DeploymentException>(() => DeploymentFile.Parse("trend.json", text));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.StartsWith("trend.json", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_simulated_venue_is_told_in_the_words_of_a_backtest()
    {
        var settings = DeploymentFile.Parse("trend.json", """
            {
              "script": "a.csx", "mode": "paper", "feed": { "replay": "d" }, "fill": "close", "limitFill": "through", "path": "ohlc",
              "participation": "12.5%", "latency": "50ms..200ms", "dataLatency": "1s", "borrowRate": "3%", "cashRate": "0.02",
              "debtRate": "6%"
            }
            """).Settings;
        Assert.Equal("close, limits through, path ohlc, participation 12.5%, latency 50ms..200ms, data latency 1000ms",
            settings.Fills.ToString());
        Assert.Equal((0.03m, 0.02m, 0.06m), (settings.Financing.Borrow, settings.Financing.Cash, settings.Financing.Debt));
    }

    [Theory]
    [InlineData("accounts")]
    [InlineData("archive")]
    [InlineData("Logs")]
    public void A_deployment_is_not_called_as_a_folder_of_the_host_is(string name)
    {
        const string Text = """{ "script": "a.csx", "mode": "paper", "feed": { "replay": "-" } }""";
        var refused = Assert.Throws<DeploymentException>(() => DeploymentFile.Parse($"deployments/{name}.json", Text));
        Assert.Contains($"a deployment cannot be called {name}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_configuration_says_holds_where_the_deployment_is_silent()
    {
        var defaults = new DeploymentDefaults
        {
            Settings = new Dictionary<string, object?> { ["cash"] = 5000m, ["currency"] = null, ["commission"] = "0.1%" },
            Risk = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>("""{ "max-position": 10, "max-open-orders": 3 }""")!,
        };
        const string Text =
            """{ "script": "a.csx", "mode": "paper", "cash": 7000, "risk": { "max-position": 2 }, "feed": { "replay": "-" } }""";
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "trend.json");
        File.WriteAllText(path, Text);
        var read = DeploymentFile.Read(path, defaults);
        Assert.Equal(7000m, read.Settings.Cash);
        Assert.Equal(DeploymentFile.Parse("trend", Text.Replace("\"max-position\": 2", "\"max-position\": 2, \"max-open-orders\": 3",
            StringComparison.Ordinal)).Settings.Risk, read.Settings.Risk);
        Assert.Equal(read.Settings.Risk, DeploymentFile.Parse("trend", read.Terms).Settings.Risk);
        Assert.Equal(Text, DeploymentFile.Read(path, new DeploymentDefaults()).Terms);
    }
}
